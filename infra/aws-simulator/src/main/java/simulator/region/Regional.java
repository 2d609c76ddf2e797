package simulator.region;

import java.util.function.BiFunction;
import java.util.function.Function;
import simulator.Api;
import simulator.Place;
import simulator.wire.Service;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/**
 * A service whose calls are about the place of the caller.
 *
 * @param <A> what answers the calls of one place
 */
final class Regional<A> {

    private final Service service;
    private final Function<Place, A> places;

    Regional(Api api, Function<Place, A> places) {
        this.service = new Service(api);
        this.places = places;
    }

    <Q extends SdkRequest> Regional<A> on(Class<Q> request, BiFunction<A, Q, ? extends SdkResponse> answer) {
        service.on(request, (asked, caller) -> answer.apply(places.apply(caller.place()), asked));
        return this;
    }

    <Q extends SdkRequest> Regional<A> onWaiting(Class<Q> request, BiFunction<A, Q, ? extends SdkResponse> answer) {
        service.onWaiting(request, (asked, caller) -> answer.apply(places.apply(caller.place()), asked));
        return this;
    }

    Service service() {
        return service;
    }
}
