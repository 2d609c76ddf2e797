package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/**
 * Ports nobody listens on, below those that the kernel gives to connections. Each is given once by a JVM, and JVMs that run
 * tests at the same time begin at different places, so that two tests do not find the same ports free.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int A_JVM = 1_000;

    private static int next = FIRST + (int) (ProcessHandle.current().pid() % ((LAST - FIRST) / A_JVM)) * A_JVM;

    private FreePorts() {}

    /** The first of so many in a row. */
    public static synchronized int inARow(int count) {
        for (var looked = FIRST; looked < LAST; looked += count) {
            var first = next + count > LAST ? FIRST : next;
            next = first + count;
            if (IntStream.range(first, next).allMatch(FreePorts::isFree)) {
                return first;
            }
        }
        throw new UncheckedIOException(new IOException("No " + count + " ports in a row are free"));
    }

    /** On the loopback address and on all. */
    private static boolean isFree(int port) {
        try (var loopback = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            loopback.close();
            try (var all = new ServerSocket(port, 1)) {
                return all.isBound();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
