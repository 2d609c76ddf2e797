package dev.slipway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "192.0.0.192",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "[fe80::1]",
            })
    void addressShouldBeRefused(String address) {
        assertThatThrownBy(() -> PublicAddresses.resolve(address, OutgoingProperties.ANY, InetAddress::getAllByName))
                .isInstanceOf(AddressRefused.class);
    }

    /** 169.254.169.254 as numbers that some libraries take for it: as one, in hexadecimal, in octal, in fewer parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2852039166",
                "0xa9fea9fe",
                "0xa9.0xfe.0xa9.0xfe",
                "0251.0376.0251.0376",
                "169.16689662",
                "169.254.43518",
                "::ffff:a9fe:a9fe",
                "[::ffff:a9fe:a9fe]",
            })
    void otherWaysToWriteAnAddressShouldNotHideIt(String address) {
        assertThatThrownBy(() -> PublicAddresses.resolve(address, OutgoingProperties.ANY, InetAddress::getAllByName))
                .isInstanceOfAny(AddressRefused.class, UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.7", "192.168.1.1", "93.184.216.34", "2606:2800:220:1::1", "::1"})
    void addressShouldBeAllowed(String address) throws Exception {
        assertThat(PublicAddresses.resolve(address, OutgoingProperties.ANY, InetAddress::getAllByName))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.0.0.7", "192.168.1.1", "172.16.0.1", "100.64.0.1", "::1", "fd00::1", "fc00::1"})
    void addressInsideShouldBeRefusedWhereTheSettingsSayNo(String address) {
        var outside = new OutgoingProperties(List.of(), false);

        assertThatThrownBy(() -> PublicAddresses.resolve(address, outside, InetAddress::getAllByName))
                .isInstanceOf(AddressRefused.class);
    }

    @Test
    void onlyNamesOnTheListShouldBeAsked() throws Exception {
        var http = new OutgoingHttp(new OutgoingProperties(List.of("hooks.slack.com", " *.Example.org"), true));

        http.check(URI.create("https://hooks.slack.com/services/1"));
        http.check(URI.create("https://a.example.org"));
        assertThatThrownBy(() -> http.check(URI.create("https://example.org"))).isInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> http.check(URI.create("https://notexample.org")))
                .isInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> http.check(URI.create("https://hooks.slack.com.evil.net")))
                .isInstanceOf(AddressRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org", "file:///etc/passwd", "https:///x", "https://a:b@example.org", "x"})
    void whatIsNoAddressOfTheWebShouldBeRefused(String address) {
        var http = new OutgoingHttp(OutgoingProperties.ANY);

        assertThatThrownBy(() -> http.check(URI.create(address))).isInstanceOf(AddressRefused.class);
    }
}
