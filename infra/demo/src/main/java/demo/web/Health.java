package demo.web;

import demo.Release;
import demo.Visits;
import demo.WarmUp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Whether the service can serve, checked anew for every answer. */
record Health(Release release, WarmUp warmUp, Visits visits) {

    private static final int CONNECT_MILLIS = 500;

    /** What hinders it, or an empty text. */
    String trouble() {
        if (!warmUp.done()) {
            return "loading the tide tables: " + warmUp.percent() + " %";
        }
        var upstream = release.dependsOn().map(Health::upstreamTrouble).orElse("");
        return upstream.isEmpty() ? visits.trouble() : upstream;
    }

    Answer answer() {
        var trouble = trouble();
        return Answer.json(trouble.isEmpty() ? 200 : 503, """
            {"status":"%s","version":"%s","commit":"%s","trouble":"%s"}\
            """.formatted(
                        trouble.isEmpty() ? "UP" : "DOWN",
                        release.version(),
                        release.commit(),
                        trouble.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ")));
    }

    private static String upstreamTrouble(URI uri) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
            return "";
        } catch (IOException e) {
            return "the tide service at " + uri + " does not answer: " + e.getMessage();
        }
    }
}
