package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Lets the portal of a test seed the demo project, on ports that are free. */
public class DemoPortalEnvironment extends PortalEnvironment {

    private static final int PORTS = 30;
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        super.initialize(context);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "demo-portal-test", Map.of("slipway.demo", "true", "slipway.demo-ports", freePorts())));
    }

    /** Differs between JVMs that run tests at the same time, so that two do not find the same ports free. */
    private static int freePorts() {
        var start = FIRST + (int) (ProcessHandle.current().pid() % ((LAST - FIRST) / PORTS)) * PORTS;
        return IntStream.concat(
                        IntStream.iterate(start, port -> port < LAST, port -> port + PORTS),
                        IntStream.iterate(FIRST, port -> port < start, port -> port + PORTS))
                .filter(first -> IntStream.range(first, first + PORTS).allMatch(DemoPortalEnvironment::isFree))
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("No thirty ports in a row are free")));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
