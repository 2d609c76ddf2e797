package dev.slipway.target;

import java.util.List;

/**
 * What a placement keeps reserved.
 *
 * @param region where the provider charges for it
 * @param plan what it is charged as, in the words of price tables, such as {@code fargate-linux-x86}
 * @param balancers that lead to it, which others may share
 */
public record Size(String region, String plan, Instance instance, Count count, List<Balancer> balancers) {

    public Size {
        balancers = List.copyOf(balancers);
    }

    /**
     * One instance.
     *
     * @param cpuUnits 1,024 are one processor
     * @param memory in MiB
     * @param disk in GiB
     */
    public record Instance(int cpuUnits, int memory, int disk) {}

    /**
     * How many instances.
     *
     * @param least lower bound of auto-scaling; the wanted number where nothing scales
     * @param most upper bound of auto-scaling; the wanted number where nothing scales
     */
    public record Count(int desired, int least, int most, Spot spot) {

        public Count {
            if (least > most) {
                throw new IllegalArgumentException(least + " is more than " + most);
            }
        }

        /** The number that somebody sets. */
        public static Count fixed(int desired, Spot spot) {
            return new Count(desired, desired, desired, spot);
        }
    }

    /**
     * Which instances run on capacity that the provider may take away: of each number, first the bases, then the rest by
     * weight.
     */
    public record Spot(int regularBase, int regularWeight, int spotBase, int spotWeight) {

        public static final Spot NONE = new Spot(0, 1, 0, 0);

        /** How many of so many instances, to the nearest whole. */
        public int of(int instances) {
            var regular = Math.min(instances, regularBase);
            var spot = Math.min(instances - regular, spotBase);
            var rest = instances - regular - spot;
            var weights = regularWeight + spotWeight;
            return spot + (weights == 0 ? 0 : (int) Math.round((double) rest * spotWeight / weights));
        }
    }

    /**
     * A load balancer.
     *
     * @param kind what it is charged as, such as {@code application}
     */
    public record Balancer(String id, String name, String kind) {}
}
