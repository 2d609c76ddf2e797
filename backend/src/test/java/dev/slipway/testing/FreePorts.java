package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Ports nobody listens on. */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private FreePorts() {}

    /**
     * The first of so many in a row. Differs between JVMs that run tests at the same time, so that two do not find the
     * same ports free.
     */
    public static int inARow(int count) {
        var start = FIRST + (int) (ProcessHandle.current().pid() % ((LAST - FIRST) / count)) * count;
        return IntStream.concat(
                        IntStream.iterate(start, port -> port < LAST, port -> port + count),
                        IntStream.iterate(FIRST, port -> port < start, port -> port + count))
                .filter(first -> IntStream.range(first, first + count).allMatch(FreePorts::isFree))
                .findFirst()
                .orElseThrow(
                        () -> new UncheckedIOException(new IOException("No " + count + " ports in a row are free")));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
