package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuationTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "https://evil.example/",
                "//evil.example/",
                "///evil.example/",
                "/\\evil.example/",
                "\\\\evil.example",
                "javascript:alert(1)",
                "/\t/evil.example",
                "/a\r\nSet-Cookie: x=y",
                "evil.example",
                " /jobs",
                "/sign-out",
                "/sign-in?continue=/",
                "/%"
            })
    void nothingShouldLeadAwayFromThePortal(String wish) {
        assertThat(Continuation.of(wish).path()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/projects/demo/jobs/12?step=verify#L1234", "/audit?actor=ada%2Fci", "/a//b"})
    void pagesOfThePortalShouldBeReturnedTo(String wish) {
        assertThat(Continuation.of(wish).path()).isEqualTo(wish);
    }
}
