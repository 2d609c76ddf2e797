package simulator.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import simulator.Api;

/**
 * The required members of each operation's request, as paths: {@code tags[].key} is required of every tag given.
 *
 * <p>The SDK's classes do not say what is required. The lists beside this class were written by
 * {@code required-members.py} from AWS's published service models.
 */
final class RequiredMembers {

    private final Map<String, List<String>> paths = new HashMap<>();

    RequiredMembers() {
        for (var api : Api.values()) {
            read(api);
        }
    }

    List<String> of(Api api, String operation) {
        return paths.getOrDefault(api.prefix() + ":" + operation, List.of());
    }

    private void read(Api api) {
        var file = "required/" + api.prefix() + ".txt";
        try (var stream = RequiredMembers.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("no " + file);
            }
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(line -> {
                        var words = line.split(" ");
                        paths.put(
                                api.prefix() + ":" + words[0],
                                Arrays.asList(words).subList(1, words.length));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
