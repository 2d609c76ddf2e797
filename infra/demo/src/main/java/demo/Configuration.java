package demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment variables and arguments the service was started with. */
public record Configuration(Map<String, String> environment, List<String> arguments) {

    /** The names in {@code required} that are not set. */
    public List<String> missing(List<String> required) {
        return required.stream().filter(key -> value(key).isEmpty()).toList();
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(environment.get(key)).filter(value -> !value.isBlank());
    }

    /** Whether it was told a port. */
    public boolean listens() {
        return arguments.contains("--port");
    }

    /** From {@code --port N}, else from {@code PORT}. */
    public int port() {
        var at = arguments.indexOf("--port");
        var text = at >= 0 && at + 1 < arguments.size()
                ? arguments.get(at + 1)
                : value("PORT").orElse("8081");
        return Integer.parseInt(text);
    }
}
