package dev.slipway.measure;

import dev.slipway.catalog.Metering;
import dev.slipway.net.AddressRefused;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Prometheus servers for numbers, a hundred questions a call: each question is labelled with its place, and
 * {@code or} puts all of them into one query. Prometheus refuses such a query whole when one question is faulty; then the
 * halves are asked, and the faulty one is asked alone from then on.
 */
@Component
class PrometheusServer {

    private static final int QUESTIONS_A_CALL = 100;
    private static final int FAULTY_KEPT = 1_000;

    private final OutgoingHttp http;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Set<String> faulty = ConcurrentHashMap.newKeySet();

    PrometheusServer(OutgoingHttp http, Secrets secrets, JsonMapper json) {
        this.http = http;
        this.secrets = secrets;
        this.json = json;
    }

    /** What there is to each query. Once the server cannot be reached it is not asked again for the rest. */
    Map<String, Answer> ask(Metering.Prometheus server, List<String> queries) {
        var answers = new HashMap<String, Answer>();
        var together = new ArrayList<String>();
        var alone = new ArrayList<String>();
        new LinkedHashSet<>(queries).forEach(query -> (faulty.contains(query) ? alone : together).add(query));
        for (var at = 0; at < together.size(); at += QUESTIONS_A_CALL) {
            ask(server, together.subList(at, Math.min(together.size(), at + QUESTIONS_A_CALL)), answers);
        }
        alone.forEach(query -> ask(server, List.of(query), answers));
        return answers;
    }

    private void ask(Metering.Prometheus server, List<String> some, Map<String, Answer> answers) {
        var lost = answers.values().stream()
                .filter(Answer.Unreachable.class::isInstance)
                .findFirst();
        if (lost.isPresent()) {
            some.forEach(query -> answers.put(query, lost.get()));
            return;
        }
        try {
            var answer = call(server, some.size() == 1 ? some.getFirst() : joined(some));
            var read = PrometheusAnswer.read(json, answer.body());
            if (read.isSuccess()) {
                told(read, some, answers);
            } else if (!read.isFaultOfQuery()) {
                all(some, answers, new Answer.Unreachable(refused(answer.status(), read.error())));
            } else if (some.size() > 1) {
                ask(server, some.subList(0, some.size() / 2), answers);
                ask(server, some.subList(some.size() / 2, some.size()), answers);
            } else {
                remember(some.getFirst());
                all(some, answers, new Answer.Untold("Prometheus refuses the query: " + read.error()));
            }
        } catch (IOException e) {
            all(some, answers, new Answer.Unreachable("Prometheus cannot be reached: " + e.getMessage()));
        } catch (AddressRefused | SecretUnavailable e) {
            all(some, answers, new Answer.Unreachable("Prometheus is not asked: " + e.getMessage()));
        }
    }

    private void told(PrometheusAnswer read, List<String> some, Map<String, Answer> answers) {
        if (some.size() == 1) {
            var one = read.one();
            if (one instanceof Answer.Told) {
                faulty.remove(some.getFirst());
            }
            answers.put(some.getFirst(), one);
        } else {
            read.many(some.size()).forEach((place, answer) -> answers.put(some.get(place), answer));
        }
    }

    private void remember(String query) {
        if (faulty.size() > FAULTY_KEPT) {
            faulty.clear();
        }
        faulty.add(query);
    }

    private static void all(List<String> some, Map<String, Answer> answers, Answer answer) {
        some.forEach(query -> answers.put(query, answer));
    }

    private static String refused(int status, String why) {
        return "Prometheus answered " + status + (why.isEmpty() ? "" : ": " + why);
    }

    /** A line of its own for each question, so that a comment at its end ends there. */
    private static String joined(List<String> queries) {
        var all = new ArrayList<String>();
        for (var place = 0; place < queries.size(); place++) {
            all.add("label_replace(\n" + queries.get(place) + "\n, \"" + PrometheusAnswer.LABEL + "\", \"" + place
                    + "\", \"\", \"\")");
        }
        return String.join(" or ", all);
    }

    /** By POST, which has no limit of length. */
    private OutgoingHttp.Answer call(Metering.Prometheus server, String query)
            throws IOException, AddressRefused, SecretUnavailable {
        var base = server.address().toString();
        var address = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/query");
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        if (server.token() != null) {
            headers.put("Authorization", "Bearer " + secrets.resolve(server.token()));
        } else if (server.user() != null && server.password() != null) {
            var pair = server.user() + ":" + secrets.resolve(server.password());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return http.post(address, headers, "timeout=8s&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }
}
