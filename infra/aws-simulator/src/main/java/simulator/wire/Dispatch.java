package simulator.wire;

import java.util.ArrayList;
import java.util.List;
import simulator.Api;
import simulator.Caller;
import simulator.Fault;
import simulator.SimulatedClock;
import simulator.Violation;
import simulator.Violations;
import software.amazon.awssdk.core.SdkPojo;

/** Turns a request into a call of its operation, held to the SDK's model. */
final class Dispatch {

    private final SimulatedClock clock;
    private final Violations violations;
    private final RequiredMembers required = new RequiredMembers();

    Dispatch(SimulatedClock clock, Violations violations) {
        this.clock = clock;
        this.violations = violations;
    }

    SdkPojo answer(Routing.Destination destination, Codec codec, Caller caller, byte[] body) {
        var api = destination.service().api();
        var name = destination.operation();
        var operation = destination.service().operation(name).orElseThrow(() -> unknown(api, name));
        var reader = new ModelReader(codec.layout());
        var problems = new ArrayList<String>();
        var request = read(reader, operation, codec, body, problems);
        problems.addAll(reader.problems());
        if (request instanceof SdkPojo pojo) {
            problems.addAll(MissingMembers.of(pojo, required.of(api, name)));
        }
        if (request == null || !problems.isEmpty()) {
            throw refused(api, name, problems);
        }
        return operation.still()
                ? clock.whileStill(() -> operation.answer(request, caller))
                : operation.answer(request, caller);
    }

    private static @org.jspecify.annotations.Nullable Object read(
            ModelReader reader, Service.Operation<?> operation, Codec codec, byte[] body, List<String> problems) {
        try {
            return reader.read(operation.builder(), codec.read(body), "");
        } catch (RuntimeException e) {
            problems.add("cannot be read: " + e);
            return null;
        }
    }

    private Fault unknown(Api api, String operation) {
        violations.record(new Violation(api, operation, "is not simulated"));
        return new Fault("UnknownOperationException", 400, "The operation " + operation + " is not simulated");
    }

    private Fault refused(Api api, String operation, List<String> problems) {
        problems.forEach(problem -> violations.record(new Violation(api, operation, problem)));
        return new Fault("ValidationException", 400, String.join("; ", problems));
    }
}
