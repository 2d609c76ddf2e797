package dev.slipway.target.ecs;

import dev.slipway.aws.AwsAccess;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.SettingsReader;
import dev.slipway.target.TargetSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One pass over the settings, with what is wrong beside what was read. */
record EcsSettingsReading(EcsSettings settings, List<SettingProblem> problems) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-[a-z]{1,20}){1,4}-\\d");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern QUEUE = Pattern.compile("https?://[^\\s]+|[A-Za-z0-9_-]{1,80}");
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-z]+");
    private static final Pattern GROUP = Pattern.compile("sg-[0-9a-z]+");

    static EcsSettingsReading of(TargetSettings settings) {
        var in = new SettingsReader(settings.own());
        var read = read(in);
        return new EcsSettingsReading(read, in.problems());
    }

    private static EcsSettings read(SettingsReader in) {
        var size = size(in);
        var rollout = RolloutReading.of(in, size);
        var traffic = in.object("loadBalancer").map(EcsSettingsReading::traffic).orElse(null);
        RolloutReading.relate(in, rollout, traffic);
        return new EcsSettings(
                place(in),
                name(in, "family", "Such as web.").orElse(null),
                in.textsByName("containers"),
                size,
                rollout,
                traffic,
                in.object("network").map(EcsSettingsReading::network).orElse(null),
                in.object("logs").map(EcsSettingsReading::logs).orElse(null),
                in.object("checks").map(EcsSettingsReading::checks).orElse(EcsSettings.Checks.DEFAULT),
                name(in, "taskContainer", "Such as web.").orElse(null),
                in.object("events").map(EcsSettingsReading::queue).orElse(null),
                least(in, "timeout", Duration.ofMinutes(30), Duration.ofMinutes(1)));
    }

    private static EcsSettings.Place place(SettingsReader in) {
        var region = in.requiredText("region", "Such as eu-central-1.");
        if (!region.isBlank() && !REGION.matcher(region).matches()) {
            in.problem("region", "must be the name of a region, not '" + region + "'", "Such as eu-central-1.");
        }
        var account = in.text("account");
        if (account.filter(text -> !ACCOUNT.matcher(text).matches()).isPresent()) {
            in.problem("account", "must be the 12 digits of an account", "Write them in quotes: \"123456789012\".");
        }
        var access = new AwsAccess(
                region, arn(in, "role").orElse(null), in.text("externalId").orElse(null), endpoint(in));
        if (access.role() == null && access.externalId() != null) {
            in.problem("externalId", "needs a role", "Say which role to assume, or leave externalId out.");
        }
        in.requiredText("cluster", "Such as prod.");
        in.requiredText("service", "Such as web.");
        return new EcsSettings.Place(
                access,
                account.orElse(null),
                name(in, "cluster", "Such as prod: its name, not its ARN.").orElse(""),
                name(in, "service", "Such as web: its name, not its ARN.").orElse(""));
    }

    private static @Nullable URI endpoint(SettingsReader in) {
        var text = in.text("endpoint");
        if (text.isEmpty()) {
            return null;
        }
        try {
            var address = URI.create(text.get());
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below, as for an address of another scheme
        }
        in.problem("endpoint", "must be an http or https address", "Such as https://vpce-1.ecs.example.com.");
        return null;
    }

    private static EcsSettings.Size size(SettingsReader in) {
        var scaling = in.object("scaling");
        var least = scaling.map(one -> one.whole("min", 1, 0, 5000)).orElse(null);
        var most = scaling.map(one -> one.whole("max", 1, 0, 5000)).orElse(null);
        var desired = in.whole("desired", least == null ? 1 : Math.max(least, 1), 0, 5000);
        if (least != null && most != null && least > most) {
            in.problem("scaling.max", "must not be below scaling.min, which is " + least, "Raise it.");
        } else if (least != null && most != null && (desired < least || desired > most)) {
            in.problem("desired", "must be from scaling.min to scaling.max", "Such as " + least + ".");
        }
        return new EcsSettings.Size(desired, in.node("desired").isPresent(), least, most);
    }

    private static EcsSettings.Traffic traffic(SettingsReader in) {
        in.requiredText("targetGroup", "Write the target group's ARN.");
        return new EcsSettings.Traffic(
                arn(in, "targetGroup").orElse(""),
                in.requiredText("container", "Name the container that listens."),
                in.whole("port", 80, 1, 65_535),
                arn(in, "alternateTargetGroup").orElse(null),
                arn(in, "productionRule").orElse(null),
                arn(in, "testRule").orElse(null),
                arn(in, "role").orElse(null));
    }

    private static EcsSettings.Network network(SettingsReader in) {
        var subnets = in.texts("subnets");
        if (subnets.isEmpty()) {
            in.problem("subnets", "must name at least one subnet", "Such as subnets: [subnet-0a1b2c3d].");
        }
        shaped(in, "subnets", subnets, SUBNET, "subnet-0a1b2c3d");
        var groups = in.texts("securityGroups");
        shaped(in, "securityGroups", groups, GROUP, "sg-0a1b2c3d");
        return new EcsSettings.Network(subnets, groups, in.flag("publicIp", false));
    }

    private static void shaped(SettingsReader in, String key, List<String> values, Pattern shape, String example) {
        for (var value : values) {
            if (!shape.matcher(value).matches()) {
                in.problem(key, "must be ids, not '" + value + "'", "Such as " + example + ".");
            }
        }
    }

    private static EcsSettings.Checks checks(SettingsReader in) {
        var otherwise = EcsSettings.Checks.DEFAULT;
        return new EcsSettings.Checks(
                in.choice("scan", otherwise.scan()),
                in.whole("imageMegabytes", otherwise.imageMegabytes(), 1, 100_000),
                in.object("backup").map(EcsSettingsReading::probe).orElse(null),
                in.object("infrastructure").map(EcsSettingsReading::probe).orElse(null));
    }

    private static EcsSettings.Probe probe(SettingsReader in) {
        return new EcsSettings.Probe(
                in.requiredText("parameter", "The name of an SSM parameter, such as /shop/production/last-backup."),
                least(in, "atMost", Duration.ofHours(24), Duration.ofMinutes(1)));
    }

    private static String queue(SettingsReader in) {
        var queue = in.requiredText("queue", "The name of an SQS queue, such as slipway-ecs, or its address.");
        if (!queue.isBlank() && !QUEUE.matcher(queue).matches()) {
            in.problem(
                    "queue",
                    "must be the name of a standard SQS queue or its https address, not '" + queue + "'",
                    "Such as slipway-ecs.");
        }
        return queue;
    }

    private static EcsSettings.Logs logs(SettingsReader in) {
        return new EcsSettings.Logs(
                in.requiredText("group", "Such as /ecs/web."), in.requiredText("prefix", "Such as ecs."));
    }

    private static Optional<String> name(SettingsReader in, String key, String remedy) {
        var text = in.text(key).filter(one -> !one.isBlank());
        if (text.filter(one -> !NAME.matcher(one).matches()).isPresent()) {
            in.problem(key, "must be letters, digits, '-' and '_', not '" + text.get() + "'", remedy);
        }
        return text;
    }

    static Optional<String> arn(SettingsReader in, String key) {
        var text = in.text(key).filter(one -> !one.isBlank());
        if (text.filter(one -> !one.matches("arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:\\d*:.+"))
                .isPresent()) {
            in.problem(
                    key,
                    "must be an ARN, not '" + text.get() + "'",
                    "Copy it from the console: arn:aws:service:region:account:name.");
        }
        return text;
    }

    private static Duration least(SettingsReader in, String key, Duration otherwise, Duration least) {
        var duration = in.duration(key, otherwise);
        if (duration.compareTo(least) < 0) {
            in.problem(key, "must be at least a minute", "Such as 30m.");
        }
        return duration;
    }
}
