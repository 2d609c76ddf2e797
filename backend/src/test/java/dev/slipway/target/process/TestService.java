package dev.slipway.target.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The smallest HTTP service; the file {@code behaviour} beside its class says how it fares. Uses no class that is slow to load. */
final class TestService {

    private TestService() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var port = Integer.parseInt(arguments[0]);
        var behaviour = Files.readString(Path.of(System.getProperty("java.class.path"), "behaviour"))
                .strip()
                .split(" ");
        var version = System.getenv("SLIPWAY_VERSION");
        Files.writeString(
                Path.of(System.getenv("STARTS")),
                version + " " + ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        System.out.println("starting " + version + " on port " + port + " with " + System.getenv("GREETING"));
        if (behaviour[0].equals("exit")) {
            System.err.println("cannot go on: a key is missing");
            System.exit(Integer.parseInt(behaviour[1]));
        }
        var ready = begin + (behaviour[0].equals("slow") ? Long.parseLong(behaviour[1]) * 1_000_000 : 0);
        try (var server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (var socket = server.accept()) {
                    var length = socket.getInputStream().read(new byte[4096]);
                    var well = !behaviour[0].equals("unhealthy") && System.nanoTime() >= ready && length > 0;
                    var answer = "HTTP/1.1 " + (well ? "200 OK" : "503 Not now")
                            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }
}
