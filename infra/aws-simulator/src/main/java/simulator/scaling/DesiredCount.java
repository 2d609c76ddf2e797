package simulator.scaling;

/** Where auto-scaling sets how many tasks a service shall have. */
@FunctionalInterface
public interface DesiredCount {

    /** @param service resource id, {@code service/cluster/name} */
    void set(String service, int tasks);
}
