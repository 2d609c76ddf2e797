package simulator;

import java.time.Instant;

/**
 * One call that reached the simulator.
 *
 * @param error the code it was answered with, empty when it succeeded
 */
public record Call(Api api, String operation, Caller caller, Instant at, String error) {

    /** The action that an IAM policy must allow for it, such as {@code ecs:UpdateService}. */
    public String action() {
        return api.prefix() + ":" + operation;
    }

    public boolean succeeded() {
        return error.isEmpty();
    }
}
