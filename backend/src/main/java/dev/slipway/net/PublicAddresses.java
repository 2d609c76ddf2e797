package dev.slipway.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Addresses that a request of the portal may go to. What answers for a machine's identity (link-local, and the metadata
 * services of clouds) may never be asked by way of what a person sets; private networks may, unless the settings say no.
 */
final class PublicAddresses {

    /** AWS over IPv6, Alibaba, Oracle; the others are link-local (169.254.169.254). */
    private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

    private PublicAddresses() {}

    /** Asks for the addresses of a name. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** Resolves once, so that what was looked at is what is connected to. */
    static InetAddress resolve(String host, OutgoingProperties rules, Lookup lookup)
            throws UnknownHostException, AddressRefused {
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!rules.names(bare)) {
            throw new AddressRefused(host + " is not among SLIPWAY_OUTGOING_HOSTS");
        }
        var addresses = lookup.addresses(bare);
        for (var address : addresses) {
            if (!rules.inside() && inside(address)) {
                throw new AddressRefused(host + " leads to " + address.getHostAddress()
                        + ", an address inside, and SLIPWAY_OUTGOING_INSIDE is false");
            }
            if (!allowed(address)) {
                throw new AddressRefused(host + " leads to " + address.getHostAddress()
                        + ", which is not asked: it may tell about the portal's own machine");
            }
        }
        return addresses[0];
    }

    private static boolean inside(InetAddress address) {
        var uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || shared(address) || uniqueLocal;
    }

    /** 100.64.0.0/10 (RFC 6598), which some clouds use inside. */
    private static boolean shared(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }

    static boolean allowed(InetAddress address) {
        return !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !METADATA.contains(address.getHostAddress())
                && !(address instanceof Inet6Address six && hidesAnother(six));
    }

    /** IPv4 addresses inside of IPv6 ones: mapped ones are unpacked by Java, translated ones (RFC 6052) and 6to4 are not. */
    private static boolean hidesAnother(Inet6Address address) {
        var bytes = address.getAddress();
        var translated = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
        var sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        return translated || sixToFour || address.isIPv4CompatibleAddress() && !address.isLoopbackAddress();
    }
}
