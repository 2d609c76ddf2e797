package dev.slipway.fuzz;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values that programs have failed on. */
final class Mischief {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\u0001\u0007\u001b[31m",
            "\r\nSet-Cookie: slipway-session=stolen\r\n\r\n<html>",
            "\u202e\u200b\ufeff\u2028",
            "\ud83d\ude80".repeat(40),
            "\ud800",
            "\udc00\ud800",
            "e\u0301".repeat(300),
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "/etc/passwd",
            "file:///etc/passwd",
            "%2e%2e%2f%00",
            "'; drop table job; --",
            "\" or 1=1 --",
            "$" + "{jndi:ldap://127.0.0.1:1/a}",
            "#{T(Runtime).getRuntime()}",
            "__${7*7}__::.x",
            "<script>alert(1)</script>",
            "%s%n%x",
            "\\",
            "*",
            "(a+)+$",
            "a".repeat(3_000) + "!",
            "((((((((((" + "a*".repeat(200),
            "-1",
            "9223372036854775808",
            "1e309",
            "NaN",
            "0x7fffffff",
            "null",
            "true",
            "[]",
            "{}",
            "2026-02-30T25:61:61Z",
            "+1000000000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "P99999999999D",
            "PT-5H",
            "http://169.254.169.254/latest/meta-data/",
            "https://[::1]:1/",
            "https://user:pass@host:99999/#",
            "sha256:" + "0".repeat(64),
            "sha256:" + "g".repeat(64),
            "FREQ=SECONDLY;COUNT=2147483647",
            "FREQ=YEARLY;BYDAY=FR;UNTIL=99999999T999999Z",
            "Europe/Atlantis",
            "new",
            "İ".repeat(50),
            "\t\n");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "2147483648",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775808",
            "1.5",
            "1e3",
            "１２",
            "999999999");

    private Mischief() {}

    static String text(Random random) {
        if (random.nextInt(25) == 0) {
            return "x".repeat(70_000);
        }
        return random.nextInt(4) == 0 ? any(NUMBERS, random) : any(TEXTS, random);
    }

    /** For places in which a long text would be refused before anybody looks at it. */
    static String shortText(Random random) {
        var text = text(random);
        return text.length() > 2_000 ? text.substring(0, 2_000) : text;
    }

    static JsonNode value(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(new java.math.BigDecimal("1e400"));
            case 2 -> NODES.numberNode(Long.MIN_VALUE);
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.arrayNode().add(text(random)).addNull().add(NODES.objectNode());
            case 5 -> NODES.objectNode().put("a", text(random)).putNull("");
            default -> NODES.stringNode(text(random));
        };
    }

    static <T> T any(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
