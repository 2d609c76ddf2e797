package dev.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class VariablesCheckTest {

    private final Map<String, Variable> known = VariablesCheck.known();

    @Test
    void misspeltVariableShouldNameTheNearestOne() {
        assertThatThrownBy(() -> VariablesCheck.check(known, Map.of("SLIPWAY_PROT", "8080")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage("SLIPWAY_PROT is not a variable of Slipway. Did you mean SLIPWAY_PORT?");
    }

    @Test
    void wrongValueShouldNameTheRule() {
        assertThatThrownBy(() -> VariablesCheck.check(known, Map.of("SLIPWAY_PORT", "70000")))
                .hasMessageContaining("SLIPWAY_PORT must be a port from 0 to 65535");
    }

    @Test
    void variablesOfOthersShouldNotMatter() {
        assertThatCode(() -> VariablesCheck.check(known, Map.of("PATH", "/bin", "SLIPWAY_PORT", "0")))
                .doesNotThrowAnyException();
    }

    @Test
    void everyVariableTheApplicationReadsShouldBeOnThePage() throws IOException {
        var settings = new ClassPathResource("application.yaml").getContentAsString(StandardCharsets.UTF_8);
        var read = Pattern.compile("\\$\\{(SLIPWAY_[A-Z_]+)")
                .matcher(settings)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());

        assertThat(read).isNotEmpty();
        assertThat(known).containsKeys(read.toArray(String[]::new));
    }
}
