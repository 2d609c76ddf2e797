package simulator.network;

import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subnet and who has which of its addresses. AWS keeps the first four addresses and the last one. */
final class Subnet {

    private static final int RESERVED_AT_START = 4;

    private final String id;
    private final String zone;
    private final String cidr;
    private final @Nullable String defaultRoute;
    private final int size;
    private final BitSet taken = new BitSet();

    Subnet(String id, String zone, String cidr, @Nullable String defaultRoute) {
        this.id = id;
        this.zone = zone;
        this.cidr = cidr;
        this.defaultRoute = defaultRoute;
        this.size = 1 << (32 - Integer.parseInt(cidr.split("/")[1]));
        taken.set(0, RESERVED_AT_START);
        taken.set(size - 1);
    }

    String id() {
        return id;
    }

    String zone() {
        return zone;
    }

    String cidr() {
        return cidr;
    }

    /** An internet gateway ({@code igw-}), a NAT gateway ({@code nat-}), or null for no way out. */
    @Nullable
    String defaultRoute() {
        return defaultRoute;
    }

    int free() {
        return size - taken.cardinality();
    }

    Optional<String> take() {
        var next = taken.nextClearBit(0);
        if (next >= size) {
            return Optional.empty();
        }
        taken.set(next);
        return Optional.of(address(next));
    }

    void release(String address) {
        for (int i = RESERVED_AT_START; i < size - 1; i++) {
            if (address(i).equals(address)) {
                taken.clear(i);
            }
        }
    }

    /** Lets others have so many that only these are left. */
    void leaveFree(int wanted) {
        taken.clear(RESERVED_AT_START, size - 1);
        taken.set(RESERVED_AT_START + wanted, size - 1);
    }

    private String address(int number) {
        var parts = cidr.split("/")[0].split("\\.");
        var base = (Long.parseLong(parts[0]) << 24)
                + (Long.parseLong(parts[1]) << 16)
                + (Long.parseLong(parts[2]) << 8)
                + Long.parseLong(parts[3])
                + number;
        return (base >> 24 & 255) + "." + (base >> 16 & 255) + "." + (base >> 8 & 255) + "." + (base & 255);
    }
}
