package dev.slipway.target.ecs.check;

import dev.slipway.aws.Aws;
import dev.slipway.target.DurationText;
import dev.slipway.target.ecs.EcsSettings.Probe;
import java.time.Duration;
import java.time.Instant;

/**
 * What others keep in an SSM parameter for Slipway to read: a backup's script, or the pipeline of the infrastructure.
 *
 * @param changedAt when it was written, as SSM says
 */
public record Probed(String name, String value, Instant changedAt) {

    private static final int SOME_HOURS = 3;

    /** @throws Untold if there is no such parameter */
    public static Probed read(Facts facts, Probe probe) throws Exception {
        var answer = Aws.await(facts.aws().ssm().getParameters(request -> request.names(probe.parameter())));
        if (answer.parameters().isEmpty()) {
            throw new Untold("there is no parameter " + probe.parameter());
        }
        var parameter = answer.parameters().getFirst();
        return new Probed(parameter.name(), parameter.value().strip(), parameter.lastModifiedDate());
    }

    /** How long ago that was; zero for what has yet to come. */
    public static Duration age(Instant moment, Facts facts) {
        var age = Duration.between(moment, facts.clock().instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** An age in words, such as {@code 26h} or {@code 5m}. */
    public static String told(Duration age) {
        return DurationText.print(
                age.toHours() >= SOME_HOURS ? Duration.ofHours(age.toHours()) : Duration.ofMinutes(age.toMinutes()));
    }
}
