package simulator.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import simulator.Fault;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** AWS JSON 1.0 and 1.1: the operation in {@code X-Amz-Target}, times as seconds since 1970. */
final class JsonCodec implements Codec {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.builder().build();
    private final ModelTree tree = new ModelTree(JsonCodec::timestamp);
    private final String contentType;

    /**
     * @param version 1.0 or 1.1
     */
    JsonCodec(String version) {
        contentType = "application/x-amz-json-" + version;
    }

    @Override
    public Map<String, ?> read(byte[] body) {
        return body.length == 0 ? Map.of() : json.readValue(body, MEMBERS);
    }

    @Override
    public Layout layout() {
        return new TreeLayout();
    }

    @Override
    public Reply write(String operation, SdkPojo answer, String requestId) {
        return new Reply(
                200, contentType, Map.of("x-amzn-RequestId", requestId), json.writeValueAsBytes(tree.of(answer)));
    }

    @Override
    public Reply write(Fault fault, String requestId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("__type", fault.code());
        body.put("message", fault.getMessage());
        return new Reply(
                fault.status(),
                contentType,
                Map.of("x-amzn-RequestId", requestId, "x-amzn-ErrorType", fault.code()),
                json.writeValueAsBytes(body));
    }

    private static Object timestamp(Instant moment, TimestampFormatTrait.@Nullable Format format) {
        return format == TimestampFormatTrait.Format.ISO_8601
                ? moment.toString()
                : BigDecimal.valueOf(moment.toEpochMilli(), 3);
    }
}
