package dev.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.configuration.InvalidConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

    @Test
    void shouldReadAJdbcUrlWithParameters() {
        var address = of("jdbc:postgresql://db.example:6432/slipway?sslmode=verify-full", "app", "s3cret");

        assertThat(address.host()).isEqualTo("db.example");
        assertThat(address.port()).isEqualTo(6432);
        assertThat(address.jdbcUrl())
                .startsWith("jdbc:postgresql://db.example:6432/slipway?")
                .contains("sslmode=verify-full", "ApplicationName=slipway");
        assertThat(address.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldTakeUserAndPasswordFromTheUrlWhenTheyAreNotGivenApart() {
        var address = of("postgresql://app:s3cret@db/slipway", null, null);

        assertThat(address.user()).isEqualTo("app");
        assertThat(address.password()).isEqualTo("s3cret");
        assertThat(address.port()).isEqualTo(5432);
    }

    @Test
    void wrongUrlShouldNameTheVariableAndTheForm() {
        assertThatThrownBy(() -> of("mysql://db/slipway", "app", ""))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("SLIPWAY_DATABASE_URL must look like jdbc:postgresql://host:port/database");
    }

    @Test
    void missingUserShouldNameTheVariable() {
        assertThatThrownBy(() -> of("jdbc:postgresql://db/slipway", null, null))
                .hasMessageContaining("SLIPWAY_DATABASE_USER must be set");
    }

    private static DatabaseAddress of(String url, @Nullable String user, @Nullable String password) {
        return DatabaseAddress.of(new DatabaseProperties(url, user, password, null, null));
    }
}
