package simulator.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import simulator.Fault;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.thirdparty.jackson.core.JsonToken;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORGenerator;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORParser;

/** Smithy RPC v2 over CBOR: the operation in the path, times as seconds under tag 1. */
final class CborCodec implements Codec {

    private static final String CONTENT_TYPE = "application/cbor";
    private static final int EPOCH_TAG = 1;

    private final CBORFactory factory = new CBORFactory();
    private final ModelTree tree = new ModelTree((moment, format) -> moment);

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, ?> read(byte[] body) {
        if (body.length == 0) {
            return Map.of();
        }
        try (var parser = factory.createParser(body)) {
            parser.nextToken();
            return parser.currentToken() == null ? Map.of() : (Map<String, ?>) required(node(parser));
        } catch (IOException e) {
            throw new IllegalArgumentException("no CBOR", e);
        }
    }

    private static Object required(@Nullable Object node) {
        if (node == null) {
            throw new IllegalArgumentException("null where a structure belongs");
        }
        return node;
    }

    private static @Nullable Object node(CBORParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var members = new LinkedHashMap<String, @Nullable Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    members.put(name, node(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                var items = new ArrayList<@Nullable Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser));
                }
                yield items;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_EMBEDDED_OBJECT -> parser.getBinaryValue();
            default -> null;
        };
    }

    @Override
    public Layout layout() {
        return new TreeLayout();
    }

    @Override
    public Reply write(String operation, SdkPojo answer, String requestId) {
        return reply(200, tree.of(answer), requestId, Map.of());
    }

    @Override
    public Reply write(Fault fault, String requestId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("__type", fault.code());
        body.put("message", fault.getMessage());
        var side = fault.status() < 500 ? "Sender" : "Receiver";
        return reply(fault.status(), body, requestId, Map.of("x-amzn-query-error", fault.code() + ";" + side));
    }

    private Reply reply(int status, Map<String, Object> body, String requestId, Map<String, String> more) {
        var headers = new LinkedHashMap<>(more);
        headers.put("smithy-protocol", "rpc-v2-cbor");
        headers.put("x-amzn-RequestId", requestId);
        return new Reply(status, CONTENT_TYPE, headers, bytes(body));
    }

    private byte[] bytes(Map<String, Object> body) {
        var bytes = new ByteArrayOutputStream();
        try (var generator = factory.createGenerator(bytes)) {
            write(generator, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(CBORGenerator generator, Object node) throws IOException {
        switch (node) {
            case Map<?, ?> members -> {
                generator.writeStartObject();
                for (var member : members.entrySet()) {
                    generator.writeFieldName((String) member.getKey());
                    write(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            case List<?> items -> {
                generator.writeStartArray();
                for (var item : items) {
                    write(generator, item);
                }
                generator.writeEndArray();
            }
            case Instant moment -> {
                generator.writeTag(EPOCH_TAG);
                generator.writeNumber(moment.toEpochMilli() / 1000.0);
            }
            case byte[] bytes -> generator.writeBinary(bytes);
            case Boolean truth -> generator.writeBoolean(truth);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Float number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            default -> generator.writeString(node.toString());
        }
    }
}
