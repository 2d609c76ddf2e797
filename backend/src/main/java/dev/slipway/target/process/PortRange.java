package dev.slipway.target.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Ports that instances of a placement may use, first and last included. */
record PortRange(int first, int last) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    static Optional<PortRange> parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        var first = Integer.parseInt(form.group(1));
        var last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
        return first < 1 || last > 65_535 || last < first ? Optional.empty() : Optional.of(new PortRange(first, last));
    }

    int size() {
        return last - first + 1;
    }

    IntStream ports() {
        return IntStream.rangeClosed(first, last);
    }

    /** Whether a service could listen there now, on the loopback address and on all. */
    static boolean free(int port) {
        return binds(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && binds(new InetSocketAddress(port));
    }

    private static boolean binds(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
