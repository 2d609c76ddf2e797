package simulator.quota;

/** One quota; codes and defaults are AWS's. */
public record Quota(String service, String code, String name, double value) {

    /** Virtual CPUs of all Fargate On-Demand tasks of the account in the region; new accounts have 6. */
    public static Quota fargateCpus(double value) {
        return new Quota("fargate", "L-3032A538", "Fargate On-Demand vCPU resource count", value);
    }

    public static Quota tasksPerService(double value) {
        return new Quota("ecs", "L-9EF96962", "Tasks per service", value);
    }

    public static Quota servicesPerCluster(double value) {
        return new Quota("ecs", "L-46458851", "Services per cluster", value);
    }
}
