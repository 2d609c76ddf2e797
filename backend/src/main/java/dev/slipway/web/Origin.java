package dev.slipway.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Where what happens was asked for; travels with a request through the Reactor context.
 *
 * @param address IP address of the client, or of the proxy before it unless forwarded headers are read
 * @param request id of the request, as the answer and the log carry it
 */
public record Origin(@Nullable String address, @Nullable String request) {

    /** Of what the portal does by itself. */
    public static final Origin NONE = new Origin(null, null);

    /** Of the request that is being answered, or {@link #NONE}. */
    public static Origin of(ContextView context) {
        return context.hasKey(Origin.class) ? context.get(Origin.class) : NONE;
    }

    static Origin of(ServerWebExchange exchange) {
        var remote = exchange.getRequest().getRemoteAddress();
        var address = remote == null ? null : remote.getAddress();
        return new Origin(address == null ? null : address.getHostAddress(), RequestIds.of(exchange));
    }

    Context in(Context context) {
        return context.put(Origin.class, this);
    }
}
