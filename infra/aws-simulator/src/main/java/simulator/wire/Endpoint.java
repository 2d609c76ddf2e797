package simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import simulator.Call;
import simulator.Caller;
import simulator.Calls;
import simulator.Fault;
import simulator.Sessions;
import simulator.SimulatedClock;
import simulator.Violations;
import simulator.fault.Effect;
import simulator.fault.Faults;

/** The one HTTP endpoint of every simulated service. */
public final class Endpoint implements AutoCloseable {

    static {
        // The JDK's server sends head and body apart; without this each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final World world;
    private final Routing routing;
    private final Dispatch dispatch;
    private final Codecs codecs = new Codecs();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** What every call passes, whatever its service. */
    public record World(SimulatedClock clock, Sessions sessions, Faults faults, Calls calls, Violations violations) {}

    /**
     * @param port 0 for any that is free; only this machine reaches it
     */
    public Endpoint(World world, List<Service> services, int port) {
        this.world = world;
        routing = new Routing(services);
        dispatch = new Dispatch(world.clock(), world.violations());
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = body(exchange);
            var headers = exchange.getRequestHeaders();
            var signature = Signature.of(headers.getFirst("Authorization"));
            var destination =
                    routing.find(signature, exchange.getRequestURI().getPath(), headers.getFirst("X-Amz-Target"), body);
            if (destination == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var reply = reply(destination, signature, body);
            if (reply != null) {
                send(exchange, reply);
            }
        }
    }

    /** The answer to a call, or nothing when the connection is to be closed without one. */
    private @org.jspecify.annotations.Nullable Reply reply(
            Routing.Destination destination, Signature signature, byte[] body) throws IOException {
        var api = destination.service().api();
        var codec = codecs.of(api);
        var requestId = UUID.randomUUID().toString();
        var caller = new Caller(new simulator.Place("", signature.region()), signature.accessKey(), "");
        try {
            caller = world.sessions().caller(api, signature.accessKey(), signature.region());
            var effect = world.faults().strike(api, destination.operation(), caller);
            effect.ifPresent(Endpoint::before);
            var answer = dispatch.answer(destination, codec, caller, body);
            record(destination, caller, "");
            return effect.filter(Effect.LoseAnswer.class::isInstance).isPresent()
                    ? null
                    : codec.write(destination.operation(), answer, requestId);
        } catch (Fault refused) {
            record(destination, caller, refused.code());
            return codec.write(refused, requestId);
        } catch (Disconnected e) {
            record(destination, caller, "Disconnected");
            return null;
        }
    }

    private static void before(Effect effect) {
        switch (effect) {
            case Effect.Answer answer -> throw answer.fault();
            case Effect.Disconnect disconnect -> throw new Disconnected();
            case Effect.Delay delay -> pause(delay);
            case Effect.LoseAnswer lost -> {
                // Carried out first.
            }
        }
    }

    private static void pause(Effect.Delay delay) {
        try {
            Thread.sleep(delay.duration());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Disconnected();
        }
    }

    private void record(Routing.Destination destination, Caller caller, String error) {
        world.calls()
                .record(new Call(
                        destination.service().api(),
                        destination.operation(),
                        caller,
                        world.clock().instant(),
                        error));
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody();
        return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(body).readAllBytes()
                : body.readAllBytes();
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.contentType());
        reply.headers().forEach(headers::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        if (reply.body().length > 0) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    /** A call whose connection is to be closed. */
    private static final class Disconnected extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Disconnected() {
            super(null, null, false, false);
        }
    }
}
