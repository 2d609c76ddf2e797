package dev.slipway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

/**
 * Every regular expression that a class of the portal keeps, against texts on which such expressions have failed: each looks
 * at a character of them only so often, counted and not timed, and none needs a stack as long as the text.
 */
class PatternsTest {

    private static final int LENGTH = 4_000;

    /** Looks at a character, on average. A quadratic expression takes two thousand. */
    private static final int LOOKS = 300;

    private static final int STACK = 160 * 1024;

    private static final List<String> REPEATED = List.of(
            "a",
            "A",
            "0",
            "-",
            "_",
            ".",
            "/",
            " ",
            "\n",
            "\"",
            "\\",
            "'",
            "*",
            "a-",
            "a.",
            "a/",
            "a_",
            "a ",
            "-a",
            "$" + "{",
            "/*",
            "--",
            "''",
            "'a",
            "a:",
            "a@",
            "://",
            "a://b:",
            "alter table a ",
            "drop ",
            "rename ",
            "alter column ",
            "A-1",
            "AB-",
            "0.",
            "a=\"",
            "a=",
            "=a",
            ",",
            "aa-",
            "Exception",
            "#1 ",
            "[",
            "]",
            "(",
            "é",
            "\ud83d\ude80");

    private static final List<String> BEFORE = List.of("", "a", "\"", "'", "/*", "aa");
    private static final List<String> AFTER = List.of("", "!");

    private record Kept(String name, Pattern pattern) {}

    @Test
    void noneShouldTakeLongForWhateverIsTyped() throws Exception {
        var patterns = patterns();
        assertThat(patterns).hasSizeGreaterThan(40);
        var slow = new TreeMap<String, String>();
        for (var kept : patterns) {
            var fault = attacked(kept.pattern());
            if (fault != null) {
                slow.put(kept.name(), fault);
            }
        }
        assertThat(slow).isEmpty();
    }

    private static @Nullable String attacked(Pattern pattern) throws InterruptedException {
        var fault = new AtomicReference<@Nullable String>();
        var attacker = new Thread(
                null,
                () -> {
                    for (var text : texts().toList()) {
                        if (fails(pattern, text, fault::set)) {
                            return;
                        }
                    }
                },
                "attacker",
                STACK);
        attacker.start();
        attacker.join();
        return fault.get();
    }

    private static boolean fails(Pattern pattern, String text, Consumer<String> fault) {
        var told = text.substring(0, 40).replace("\n", "\\n");
        try {
            pattern.matcher(new Counted(text)).matches();
            var matcher = pattern.matcher(new Counted(text));
            while (matcher.find()) {
                continue;
            }
            return false;
        } catch (Tired _) {
            fault.accept("looks too often at " + told + "...");
        } catch (StackOverflowError _) {
            fault.accept("needs too much stack for " + told + "...");
        }
        return true;
    }

    private static Stream<String> texts() {
        return REPEATED.stream()
                .flatMap(one -> BEFORE.stream()
                        .flatMap(before ->
                                AFTER.stream().map(after -> before + one.repeat(LENGTH / one.length()) + after)));
    }

    private static final class Tired extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Tired() {
            super(null, null, false, false);
        }
    }

    /** Counts what is looked at. */
    private static final class Counted implements CharSequence {

        private final String text;
        private long left;

        Counted(String text) {
            this.text = text;
            this.left = (long) LOOKS * text.length();
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new Tired();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static List<Kept> patterns() throws IOException, ReflectiveOperationException {
        var found = new ArrayList<Kept>();
        var factory = new SimpleMetadataReaderFactory();
        for (var resource :
                new PathMatchingResourcePatternResolver().getResources("classpath*:dev/slipway/**/*.class")) {
            var metadata = factory.getMetadataReader(resource);
            if (resource.getURL().getPath().contains("test") || !keepsPatterns(metadata)) {
                continue;
            }
            var type = Class.forName(metadata.getClassMetadata().getClassName());
            for (var field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == Pattern.class) {
                    field.setAccessible(true);
                    found.add(new Kept(type.getName() + "." + field.getName(), (Pattern) field.get(null)));
                }
            }
        }
        found.sort(Comparator.comparing(Kept::name));
        return found;
    }

    private static boolean keepsPatterns(MetadataReader metadata) throws IOException {
        return new String(metadata.getResource().getContentAsByteArray(), java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("Ljava/util/regex/Pattern;");
    }
}
