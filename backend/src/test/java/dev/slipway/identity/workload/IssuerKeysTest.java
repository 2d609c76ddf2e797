package dev.slipway.identity.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.net.OutgoingProperties;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Keys of issuers: kept, found again after a rotation, and never asked for where the portal does not go. */
class IssuerKeysTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void aNewKeyShouldBeFoundSoonAndTheIssuerNotBeAskedTooOften() throws ParseException {
        try (var ci = new CiSystem()) {
            var keys = keys(OutgoingProperties.ANY);
            assertThat(keys.find(ci.issuer(), kid(ci)).blockOptional()).isPresent();
            ci.rotate();

            assertThat(keys.find(ci.issuer(), kid(ci)).blockOptional()).isEmpty();
            assertThat(ci.asked()).isEqualTo(1);
            now.updateAndGet(time -> time.plus(Duration.ofSeconds(31)));
            assertThat(keys.find(ci.issuer(), kid(ci)).blockOptional()).isPresent();
            assertThat(ci.asked()).isEqualTo(2);
        }
    }

    @Test
    void addressesInsideShouldNotBeAskedWhereTheSettingsSaySo() throws ParseException {
        try (var ci = new CiSystem()) {
            var keys = keys(new OutgoingProperties(List.of(), false));
            var kid = kid(ci);

            assertThatThrownBy(() -> keys.find(ci.issuer(), kid).block()).hasMessageContaining("may not be asked");
            assertThat(ci.asked()).isZero();
        }
    }

    private IssuerKeys keys(OutgoingProperties rules) {
        return new IssuerKeys(new OutgoingHttp(rules), JsonMapper.shared(), now::get);
    }

    private static String kid(CiSystem ci) throws ParseException {
        return SignedJWT.parse(ci.token(Map.of())).getHeader().getKeyID();
    }
}
