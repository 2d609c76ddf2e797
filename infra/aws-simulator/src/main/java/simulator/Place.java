package simulator;

/**
 * Where the simulated resources are.
 *
 * @param account twelve digits
 * @param region such as {@code eu-central-1}
 */
public record Place(String account, String region) {

    /** The ARN of a regional resource of this account. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** The ARN of a resource that belongs to no region, such as a role. */
    public String globalArn(String service, String resource) {
        return "arn:aws:" + service + "::" + account + ":" + resource;
    }

    /** What the references to the images of this account begin with. */
    public String registryHost() {
        return account + ".dkr.ecr." + region + ".amazonaws.com";
    }
}
