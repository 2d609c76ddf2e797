package simulator.ecr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer of the distribution protocol. */
record OciAnswer(int status, Map<String, String> headers, byte[] body) {

    static OciAnswer json(Object value) {
        return new OciAnswer(
                200,
                Map.of("Content-Type", "application/json"),
                JsonMapper.shared().writeValueAsBytes(value));
    }

    static OciAnswer of(Blob blob) {
        return new OciAnswer(
                200, Map.of("Content-Type", blob.mediaType(), "Docker-Content-Digest", blob.digest()), blob.bytes());
    }

    static OciAnswer error(int status, String code, String message) {
        var body = Map.of("errors", List.of(Map.of("code", code, "message", message)));
        return new OciAnswer(
                status,
                Map.of("Content-Type", "application/json"),
                JsonMapper.shared().writeValueAsBytes(body));
    }

    OciAnswer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new OciAnswer(status, more, body);
    }
}
