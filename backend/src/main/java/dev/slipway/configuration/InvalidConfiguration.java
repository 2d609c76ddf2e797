package dev.slipway.configuration;

/** An environment variable has a value the portal cannot start with. */
public class InvalidConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String variable;
    private final String rule;
    private final String remedy;

    public InvalidConfiguration(String variable, String rule, String remedy) {
        super(variable + " " + rule + ". " + remedy);
        this.variable = variable;
        this.rule = rule;
        this.remedy = remedy;
    }

    String variable() {
        return variable;
    }

    String rule() {
        return rule;
    }

    String remedy() {
        return remedy;
    }
}
