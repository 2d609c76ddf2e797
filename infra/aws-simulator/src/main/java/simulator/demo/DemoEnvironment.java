package simulator.demo;

/** Where the seven services run. */
public enum DemoEnvironment {
    STAGING("staging", "10.1"),
    PROD("prod", "10.2");

    private final String key;
    private final String network;

    DemoEnvironment(String key, String network) {
        this.key = key;
        this.network = network;
    }

    public String key() {
        return key;
    }

    public String cluster() {
        return "peerprep-" + key;
    }

    /** Its family of task definitions, and what its alarms, log group and secrets begin with. */
    public String family(DemoService service) {
        return cluster() + "-" + service.name();
    }

    /** A target group's name may have 32 characters. */
    String targetGroup(DemoService service) {
        return key + "-" + service.name();
    }

    public String logGroup(DemoService service) {
        return "/ecs/" + cluster() + "/" + service.name();
    }

    public String alarm(DemoService service) {
        return family(service) + "-5xx";
    }

    public String subnet(String zone) {
        return "subnet-" + key + zone;
    }

    String subnetRange(String zone) {
        return network + "." + (zone.charAt(0) - 'a') + ".0/24";
    }

    /** Whether deployments end when the service's alarm fires; they bake a minute for it. */
    public boolean hasAlarms() {
        return this == PROD;
    }

    public String securityGroup() {
        return "sg-" + key + "services";
    }
}
