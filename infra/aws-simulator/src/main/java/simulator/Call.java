package simulator;

import java.time.Instant;

/**
 * One call that reached the simulator.
 *
 * @param error the code it was answered with, empty when it succeeded
 */
public record Call(Api api, String operation, Caller caller, Instant at, String error) {

    private static final String BATCH = "Batch";

    /** The action that an IAM policy must allow for it, such as {@code ecs:UpdateService}. */
    public String action() {
        // The batches of SQS are allowed by what each of their entries does (Service Authorization Reference, SQS).
        var action = api == Api.SQS && operation.endsWith(BATCH)
                ? operation.substring(0, operation.length() - BATCH.length())
                : operation;
        return api.prefix() + ":" + action;
    }

    public boolean succeeded() {
        return error.isEmpty();
    }
}
