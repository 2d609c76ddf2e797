package dev.slipway.target.process;

import dev.slipway.target.Finding;
import java.io.IOException;
import java.util.ArrayList;

/** Whether a process that is not ours listens in the port range. */
final class ForeignProcess implements PreCheck {

    @Override
    public String key() {
        return "foreign-process";
    }

    @Override
    public String title() {
        return "No other process uses the ports";
    }

    @Override
    public Finding check(Question question) throws IOException {
        var ports = question.settings().ports();
        if (ports == null) {
            return pass("A worker needs no port");
        }
        var foreign = new ArrayList<String>();
        for (var port : ports.ports().filter(one -> !question.state().uses(one)).toArray()) {
            if (!PortRange.free(port)) {
                var who = PortOwner.process(port);
                foreign.add(who.isPresent() ? "port " + port + ": pid " + who.get() : "port " + port);
            }
        }
        return foreign.isEmpty()
                ? pass("None in " + ports)
                : warn(
                        "Others listen on " + String.join(", ", foreign),
                        "Those ports are passed over; stop the processes or move the range if they should not be"
                                + " there.");
    }
}
