package dev.slipway.audit;

import io.r2dbc.spi.Readable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the database's functions of the same names compute, computed again by somebody else. */
final class Digests {

    /** What of an event is digested, in this order; {@code at} in microseconds since 1970. */
    static final List<String> FIELDS = List.of(
            "id",
            "at",
            "actor_kind",
            "actor_id",
            "actor_name",
            "action",
            "project",
            "subject",
            "before",
            "after",
            "reason",
            "address",
            "request");

    /** The fields as texts, of the table {@code e}. */
    static final String COLUMNS = """
        e.id::text as id, (extract(epoch from e.at) * 1000000)::bigint::text as at, e.actor_kind, e.actor_id,
        e.actor_name, e.action, e.project, e.subject, e.before::text as before, e.after::text as after, e.reason,
        e.address, e.request\
        """;

    private static final String VERSION = "slipway-audit-1";

    private Digests() {}

    /** Where a chain begins. */
    static byte[] begin(String chain) {
        return sha256(fields(chain));
    }

    static byte[] event(Readable row) {
        return event(field -> row.get(field, String.class));
    }

    static byte[] event(Function<String, @Nullable String> field) {
        var text = new ByteArrayOutputStream();
        append(text, VERSION);
        FIELDS.forEach(name -> append(text, field.apply(name)));
        return sha256(text.toByteArray());
    }

    static byte[] link(byte[] base, String chain, long number, long event, byte[] digest) {
        return sha256(base, fields(chain, Long.toString(number), Long.toString(event)), digest);
    }

    static byte[] seal(byte[] base, Segment segment) {
        return sha256(
                base,
                fields(
                        segment.chain(),
                        Long.toString(segment.number()),
                        Long.toString(segment.first()),
                        Long.toString(segment.last()),
                        Long.toString(segment.firstAt()),
                        Long.toString(segment.lastAt())),
                segment.base(),
                segment.head());
    }

    private static byte[] fields(String... values) {
        var text = new ByteArrayOutputStream();
        for (var value : values) {
            append(text, value);
        }
        return text.toByteArray();
    }

    /** Its length in bytes and the text, so that nothing can move from one field to the next. */
    private static void append(ByteArrayOutputStream text, @Nullable String value) {
        if (value == null) {
            text.writeBytes("-,".getBytes(StandardCharsets.UTF_8));
            return;
        }
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        text.writeBytes((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        text.writeBytes(bytes);
        text.write(',');
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
