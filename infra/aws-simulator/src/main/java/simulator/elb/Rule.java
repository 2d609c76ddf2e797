package simulator.elb;

/**
 * One rule of a listener.
 *
 * @param priority a number, or {@code default}
 * @param path pattern such as {@code /user-service-api/*}; empty for the default rule
 */
record Rule(String arn, String listener, String priority, String path, Weights weights) {

    boolean isDefault() {
        return priority.equals("default");
    }

    Rule weighing(Weights others) {
        return new Rule(arn, listener, priority, path, others);
    }
}
