package dev.slipway.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What will happen, in its one form, and the hash of it that approvals sign. The form is JSON without spaces, the keys of
 * every object sorted by their UTF-16 code units, in UTF-8; the hash is the SHA-256 of its bytes, in hexadecimal.
 *
 * @param text the form itself, kept beside the hash so that anybody can compute it again and see what was signed
 */
public record Effect(String text, String hash) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** In place of an action that could not be found out; the reason may differ each time and tells nothing. */
    static final String UNTOLD = "What it would do cannot be told";

    static Effect of(ObjectNode content) {
        var text = sorted(content).toString();
        return new Effect(text, sha256(text));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var properties = new TreeMap<String, JsonNode>();
            node.properties().forEach(p -> properties.put(p.getKey(), sorted(p.getValue())));
            var object = JSON.createObjectNode();
            properties.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return node;
    }

    /** Read from the text, so that what people see is what they sign. */
    public JsonNode content() {
        return JSON.readTree(text);
    }

    /** What will run, without what it replaces and the actions that take it there: stays the same while the job runs. */
    String runs() {
        var runs = (ObjectNode) content();
        runs.remove("actions");
        runs.path("placements").forEach(placement -> ((ObjectNode) placement).remove("replaces"));
        return runs.toString();
    }

    /** How many actions could not be found out. */
    long untold() {
        return content().path("actions").values().stream()
                .flatMap(step -> step.values().stream())
                .filter(action -> action.asString("").equals(UNTOLD))
                .count();
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
