package dev.slipway.target.ecs;

import dev.slipway.artifact.registry.ScansImages;
import dev.slipway.aws.AwsAccess;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.TargetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a placement runs on ECS; docs/targets/ecs.md explains each setting. What a setting leaves out stays as the service
 * has it.
 *
 * @param place as whom and where
 * @param family task-definition family; null: the one the service runs, and for a new service its name
 * @param containers artifact of the release by container; empty: the only container, or those named as artifacts
 * @param size how many tasks
 * @param rollout how a new revision replaces the old one
 * @param traffic behind which load balancer; null: as the service has it, none for a new one
 * @param network where tasks run; null: as the service has it
 * @param logs where its logs are; null: as the task definition says
 * @param checks what pre-checks go by
 * @param taskContainer container that runs one-off commands such as migrations; null: the first with an image of the release
 * @param events queue of ECS's events, by name or address, that has a look be taken sooner; null: none
 * @param timeout after which a deployment that does not end is stopped
 */
public record EcsSettings(
        Place place,
        @Nullable String family,
        Map<String, String> containers,
        Size size,
        Rollout rollout,
        @Nullable Traffic traffic,
        @Nullable Network network,
        @Nullable Logs logs,
        Checks checks,
        @Nullable String taskContainer,
        @Nullable String events,
        Duration timeout) {

    public EcsSettings {
        containers = Map.copyOf(containers);
    }

    /**
     * As whom and where.
     *
     * @param account the account it must be; null: whichever the credentials belong to
     */
    public record Place(AwsAccess access, @Nullable String account, String cluster, String service) {

        @Override
        public String toString() {
            return cluster + "/" + service + " in " + access.region();
        }
    }

    /**
     * How many tasks. Slipway sets the number for a service that it creates or finds at zero, and where the setting was
     * changed and nothing scales the service; else it is the service's and auto-scaling's.
     *
     * @param stated whether the settings say the number; else it is the default
     * @param least lower bound that auto-scaling is expected to have; null: not said
     * @param most upper bound
     */
    public record Size(
            int desired,
            boolean stated,
            @Nullable Integer least,
            @Nullable Integer most) {}

    /**
     * How a new revision replaces the old one; null: as the service has it.
     *
     * @param healthGrace how long the load balancer's answers do not count after a task's start
     */
    public record Rollout(
            @Nullable Integer minimumHealthyPercent,
            @Nullable Integer maximumPercent,
            @Nullable Breaker breaker,
            @Nullable Alarms alarms,
            @Nullable Strategy strategy,
            @Nullable Duration healthGrace) {}

    /** The deployment circuit breaker. */
    public record Breaker(boolean enable, boolean rollback) {}

    /** CloudWatch alarms that end a deployment. */
    public record Alarms(List<String> names, boolean rollback) {

        public Alarms {
            names = List.copyOf(names);
        }
    }

    /**
     * In which way traffic comes to the new revision.
     *
     * @param bake how long the old revision is kept after all traffic has moved
     * @param step percent of the traffic: of each step for linear, of the first one for canary; null for the others
     * @param stepBake how long such a step lasts
     * @param decideAtBake whether a person is asked before the bake time is over
     */
    public record Strategy(
            Kind kind,
            Duration bake,
            @Nullable Double step,
            @Nullable Duration stepBake,
            boolean decideAtBake,
            List<Hook> hooks) {

        public Strategy {
            hooks = List.copyOf(hooks);
        }

        /** As ECS names them. */
        public enum Kind {
            ROLLING,
            BLUE_GREEN,
            LINEAR,
            CANARY
        }
    }

    /**
     * What happens at a stage of a deployment.
     *
     * @param lambda ARN of the function that is called; null: the deployment pauses until a person decides
     * @param role ARN of the role ECS calls it with
     * @param stages such as {@code POST_TEST_TRAFFIC_SHIFT}
     * @param expires after which a pause that nobody decided rolls back
     */
    public record Hook(
            @Nullable String lambda,
            @Nullable String role,
            List<String> stages,
            @Nullable Duration expires) {

        public Hook {
            stages = List.copyOf(stages);
        }

        boolean pauses() {
            return lambda == null;
        }
    }

    /**
     * Behind which load balancer.
     *
     * @param alternateTargetGroup ARN of the second group; needed unless the strategy is rolling
     * @param productionRule ARN of the listener rule that production traffic takes
     * @param testRule ARN of the listener rule that test traffic takes
     * @param role ARN of the role with which ECS changes the rules
     */
    public record Traffic(
            String targetGroup,
            String container,
            int port,
            @Nullable String alternateTargetGroup,
            @Nullable String productionRule,
            @Nullable String testRule,
            @Nullable String role) {}

    /** Where tasks run. */
    public record Network(List<String> subnets, List<String> securityGroups, boolean publicIp) {

        public Network {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
        }
    }

    /** @param prefix of the streams, which are named {@code prefix/container/task} */
    public record Logs(String group, String prefix) {}

    /**
     * What pre-checks go by.
     *
     * @param scan findings of an image's scan that are as grave as this, or graver, count
     * @param imageMegabytes how large an image may be, compressed, in MiB
     * @param backup where the time of the last backup is kept, if anywhere
     * @param infrastructure where the last line of the infrastructure's plan is kept, if anywhere
     */
    public record Checks(
            ScansImages.Severity scan,
            int imageMegabytes,
            @Nullable Probe backup,
            @Nullable Probe infrastructure) {

        public static final Checks DEFAULT = new Checks(ScansImages.Severity.CRITICAL, 1024, null, null);
    }

    /**
     * Something that others write down for Slipway to read.
     *
     * @param parameter name of an SSM parameter
     * @param atMost how old it may be
     */
    public record Probe(String parameter, Duration atMost) {}

    /** What is wrong with the settings; empty if nothing is. */
    public static List<SettingProblem> problems(TargetSettings settings) {
        return EcsSettingsReading.of(settings).problems();
    }

    /** @throws IllegalStateException if something is wrong with them */
    public static EcsSettings of(TargetSettings settings) {
        var reading = EcsSettingsReading.of(settings);
        if (!reading.problems().isEmpty()) {
            throw new IllegalStateException("The settings are not valid: " + reading.problems());
        }
        return reading.settings();
    }
}
