package dev.slipway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes requests of a browser: pages with queries, forms, and fragments; some as they should be, most with something wrong. */
final class FormAttempts {

    private static final String BOUNDARY = "wvqiboundary";
    private static final int MOST_FIELDS = 12;
    private static final List<String> LONG = List.of("x".repeat(100_000), "\ud83d\ude80".repeat(25_000));

    private final Inputs inputs;

    FormAttempts(Inputs inputs) {
        this.inputs = inputs;
    }

    private record Field(String name, String value) {}

    /** @param session what the browser of somebody who is signed in sends; empty for others */
    Attempt make(Operation operation, Map<String, String> session, Random random) {
        var path = new LinkedHashMap<String, String>();
        var query = new ArrayList<Field>();
        var form = new ArrayList<Field>();
        var few = operation.parameters().size() <= MOST_FIELDS;
        for (var parameter : operation.parameters()) {
            var value = inputs.parameter(operation, parameter, random);
            switch (parameter.in()) {
                case "path" -> path.put(parameter.name(), value);
                case "query" -> addSome(query, new Field(parameter.name(), value), random, few ? 2 : 8);
                default -> addSome(form, new Field(parameter.name(), value), random, few ? 2 : 8);
            }
        }
        var wrong = spoil(path, operation.method().equals("GET") ? query : form, random);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        headers.putAll(session);
        if (random.nextBoolean()) {
            headers.put("HX-Request", "true");
        }
        if (!session.isEmpty() && random.nextInt(25) == 0) {
            headers.put("X-CSRF-TOKEN", "forged");
            wrong += ", forged";
        }
        var target = operation.filled(parameter -> encoded(path.getOrDefault(parameter.name(), "1")));
        if (!query.isEmpty()) {
            target += "?" + urlEncoded(query);
        }
        if (operation.bodies().isEmpty()) {
            return new Attempt(operation, wrong, target, headers, null);
        }
        if (operation.bodies().containsKey("multipart/form-data")) {
            headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
            return new Attempt(operation, wrong, target, headers, multipart(form, random));
        }
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return new Attempt(operation, wrong, target, headers, urlEncoded(form).getBytes(StandardCharsets.US_ASCII));
    }

    private static void addSome(List<Field> fields, Field field, Random random, int oneIn) {
        if (oneIn == 2 ? random.nextInt(6) > 0 : random.nextInt(oneIn) == 0) {
            fields.add(field);
        }
    }

    private static String spoil(Map<String, String> path, List<Field> fields, Random random) {
        if (random.nextInt(6) == 0) {
            return "valid";
        }
        if (!path.isEmpty() && random.nextInt(6) == 0) {
            var name = Mischief.any(List.copyOf(path.keySet()), random);
            var text = text(random);
            path.put(name, text.length() > 500 ? text.substring(0, 500) : text);
            return "path " + name;
        }
        if (fields.isEmpty()) {
            fields.add(new Field("q", text(random)));
            return "something more";
        }
        var at = random.nextInt(fields.size());
        var field = fields.get(at);
        switch (random.nextInt(10)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(new Field(field.name(), text(random)));
            case 2 -> fields.set(at, new Field(field.name() + "[2147483647]", field.value()));
            case 3 -> fields.set(at, new Field(field.name() + ".class.module.classLoader", field.value()));
            case 4 -> fields.set(at, new Field(text(random).replaceAll("(?s)(.{200}).*", "$1"), field.value()));
            default -> fields.set(at, new Field(field.name(), text(random)));
        }
        return "field " + field.name();
    }

    private static String text(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Mischief.any(LONG, random);
            case 1, 2, 3, 4 -> Mischief.any(Forms.MARKUP, random);
            case 5 -> "a\u202eb\u2066c\u2069\u200f";
            default -> Mischief.text(random);
        };
    }

    /** A long text is too long for an address, of which the server reads 16 kB. */
    private static String urlEncoded(List<Field> fields) {
        return fields.stream()
                .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
                .collect(Collectors.joining("&"));
    }

    private static byte[] multipart(List<Field> fields, Random random) {
        var parts = new StringBuilder();
        for (var field : fields) {
            parts.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(BOUNDARY, field.name().replaceAll("[\\r\\n\"]", "_"), field.value()));
        }
        if (random.nextBoolean()) {
            var name = Mischief.any(List.of("app.tar.gz", "../../../../etc/cron.d/x", "a\\..\\b", "", "C:\\x"), random);
            parts.append("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(BOUNDARY, name, text(random)));
        }
        return parts.append(random.nextInt(8) == 0 ? "" : "--" + BOUNDARY + "--\r\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Half of a surrogate pair is sent as the three bytes that it would be if UTF-8 had any for it. */
    private static String encoded(String value) {
        var encoded = new StringBuilder();
        value.codePoints().forEach(point -> {
            if (point < 128 && (Character.isLetterOrDigit(point) || point == '-' || point == '_')) {
                encoded.appendCodePoint(point);
            } else if (point >= 0xd800 && point < 0xe000) {
                for (var one : new int[] {0xe0 | point >> 12, 0x80 | point >> 6 & 0x3f, 0x80 | point & 0x3f}) {
                    encoded.append("%%%02X".formatted(one));
                }
            } else {
                for (var one : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append("%%%02X".formatted(one));
                }
            }
        });
        return encoded.toString();
    }
}
