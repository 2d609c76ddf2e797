package simulator.ecs;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import simulator.Fault;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;

/** Which client tokens were used: the same request again gives the same tasks, another one is refused. */
final class TaskRuns {

    private final Map<String, Run> byToken = new HashMap<>();

    RunTaskResponse once(String token, RunTaskRequest request, Supplier<RunTaskResponse> start) {
        var known = byToken.get(token);
        if (known == null) {
            var answer = start.get();
            if (!answer.tasks().isEmpty()) {
                byToken.put(token, new Run(request, answer));
            }
            return answer;
        }
        if (!known.request().equals(request)) {
            throw new Fault(
                    "ConflictException",
                    "The RunTask request could not be processed due to conflicts. The provided clientToken is already"
                            + " in use with different request parameters.");
        }
        return known.answer();
    }

    private record Run(RunTaskRequest request, RunTaskResponse answer) {}
}
