package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class HtmxRequestTest {

    private final HttpHeaders headers = new HttpHeaders();

    @Test
    void aBrowsersOwnRequestShouldGetThePage() {
        assertThat(HtmxRequest.of(headers).choose("fragment", "page")).isEqualTo("page");
    }

    @Test
    void htmxShouldGetTheFragmentAndSayWhereItGoes() {
        headers.set("HX-Request", "true");
        headers.set("HX-Target", "dialog-body");

        assertThat(HtmxRequest.of(headers).choose("fragment", "page")).isEqualTo("fragment");
        assertThat(HtmxRequest.of(headers).inDialog()).isTrue();
    }
}
