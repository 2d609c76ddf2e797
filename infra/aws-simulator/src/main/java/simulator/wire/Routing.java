package simulator.wire;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import simulator.Api;

/** Finds the API and the operation of a request on the one endpoint that all services share. */
final class Routing {

    private static final Pattern RPC_PATH = Pattern.compile("/service/([^/]+)/operation/([^/]+)/?");

    private final List<Service> services;

    Routing(List<Service> services) {
        this.services = services;
    }

    /** The destination of a request, or nothing when it is for a service that is not simulated. */
    @Nullable
    Destination find(Signature signature, String path, @Nullable String target, byte[] body) {
        var rpc = RPC_PATH.matcher(path);
        if (rpc.matches()) {
            return named(rpc.group(1), rpc.group(2));
        }
        if (target != null) {
            var dot = target.lastIndexOf('.');
            return named(target.substring(0, dot), target.substring(dot + 1));
        }
        var action = QueryCodec.form(body).get("Action");
        return action == null ? null : signed(signature.service(), action);
    }

    private @Nullable Destination named(String target, String operation) {
        return services.stream()
                .filter(service -> service.api().target().equals(target))
                .map(service -> new Destination(service, operation))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Destination signed(String name, String action) {
        return services.stream()
                .filter(service -> service.api().signingName().equals(name) && isQuery(service.api()))
                .map(service -> new Destination(service, action))
                .findFirst()
                .orElse(null);
    }

    private static boolean isQuery(Api api) {
        return api.protocol() == Api.Protocol.QUERY || api.protocol() == Api.Protocol.EC2_QUERY;
    }

    /** A service and the operation asked for, which it may not have. */
    record Destination(Service service, String operation) {}
}
