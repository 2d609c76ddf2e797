package simulator.ecs;

import java.time.Duration;

/** What a container prints, in its log stream {@code prefix/container/task}. */
final class ContainerLog {

    private final Surroundings surroundings;
    private final RunningContainer container;
    private final String task;

    ContainerLog(Surroundings surroundings, RunningContainer container, String task) {
        this.surroundings = surroundings;
        this.container = container;
        this.task = task;
    }

    /** Prints the scripted lines, a second apart; those after its own end come with that. */
    void print() {
        var lines = container.behaviour.lines();
        var exit = container.behaviour.exit();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var after = Duration.ofSeconds(i);
            surroundings
                    .clock()
                    .after(exit != null && exit.after().compareTo(after) < 0 ? exit.after() : after, () -> write(line));
        }
    }

    private void write(String line) {
        var log = container.definition.logConfiguration();
        if (log != null && "awslogs".equals(log.logDriverAsString())) {
            var prefix = log.options().get("awslogs-stream-prefix");
            var stream = prefix == null ? task : prefix + "/" + container.name() + "/" + task;
            surroundings.region().logs().append(log.options().getOrDefault("awslogs-group", ""), stream, line);
        }
    }
}
