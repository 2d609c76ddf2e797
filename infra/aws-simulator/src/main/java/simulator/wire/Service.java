package simulator.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import simulator.Api;
import simulator.Caller;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/** What answers the operations of one API; a refused call is a {@link simulator.Fault}. */
public final class Service {

    private final Api api;
    private final Map<String, Operation<?>> operations = new HashMap<>();

    public Service(Api api) {
        this.api = api;
    }

    /** Answers the operation of this request; it runs while the simulated clock stands still. */
    public <Q extends SdkRequest> Service on(Class<Q> request, BiFunction<Q, Caller, ? extends SdkResponse> answer) {
        return add(request, answer, true);
    }

    /** Answers the operation of a request that may wait, in real time; the simulated clock goes on meanwhile. */
    public <Q extends SdkRequest> Service onWaiting(
            Class<Q> request, BiFunction<Q, Caller, ? extends SdkResponse> answer) {
        return add(request, answer, false);
    }

    private <Q extends SdkRequest> Service add(
            Class<Q> request, BiFunction<Q, Caller, ? extends SdkResponse> answer, boolean still) {
        var name = request.getSimpleName().replaceFirst("Request$", "");
        operations.put(name, new Operation<>(name, request, answer, still));
        return this;
    }

    Api api() {
        return api;
    }

    Optional<Operation<?>> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    /**
     * One operation, with the SDK's own model of its request.
     *
     * @param still whether it is answered while the clock stands still
     */
    record Operation<Q extends SdkRequest>(
            String name, Class<Q> request, BiFunction<Q, Caller, ? extends SdkResponse> answer, boolean still) {

        SdkPojo builder() {
            try {
                return (SdkPojo) request.getMethod("builder").invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The SDK's model has no builder of " + request, e);
            }
        }

        SdkPojo answer(Object read, Caller caller) {
            return (SdkPojo) answer.apply(request.cast(read), caller);
        }
    }
}
