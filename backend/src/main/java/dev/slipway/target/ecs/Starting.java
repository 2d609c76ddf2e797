package dev.slipway.target.ecs;

import dev.slipway.artifact.Digest;
import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.ecs.EcsDeployment.Kind;
import dev.slipway.target.ecs.Ledger.Overtaken;
import dev.slipway.target.ecs.Ledger.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * Registers a revision and tells the service to run it. The intent is in the ledger before each call and the handle after
 * it; what a killed portal may have done already is looked for before it is done again.
 */
record Starting(Cloud cloud, Ledger ledger, Instant now) {

    static final String TOKEN_TAG = "slipway:token";
    static final String VERSION_TAG = "slipway:version";
    static final String PLACEMENT_TAG = "slipway:placement";

    private static final int REVISIONS_LOOKED_AT = 5;

    /** @param service as it was seen a moment ago */
    void start(PlacementKey key, Page<EcsDeployment> page, Attempt attempt, String token, Optional<Service> service)
            throws AwsUnavailable, DeploymentRefused, Overtaken {
        var deployment = page.content;
        var settings = attempt.revision.ecs();
        if (attempt.definition == null) {
            attempt.definition = definition(key, page, attempt, service, token);
            ledger.keep(key, page);
        }
        var definition = attempt.definition;
        if (attempt.asked && service.isPresent()) {
            var begun = begun(service.get(), attempt);
            if (begun.isPresent()) {
                follow(key, page, attempt, begun.get(), service.get());
                return;
            }
        }
        if (!attempt.asked) {
            service.ifPresent(one -> attempt.before.addAll(Standing.ids(one)));
            attempt.asked = true;
            ledger.keep(key, page);
        }
        var ecs = cloud.ecs(settings.place().access());
        Service answer;
        if (service.isEmpty()) {
            var base = cloud.definition(settings.place().access(), definition).definition();
            var shape = new ServiceShape(settings, null);
            answer = Aws.await(ecs.createService(shape.create(base, definition, hash(token))))
                    .service();
            deployment.event(now, Level.INFO, "Created the service " + settings.place());
        } else {
            var before = attempt == deployment.forward ? deployment.lastVerified : deployment.forward.revision;
            var shape = new ServiceShape(settings, new DesiredCount(cloud, attempt.revision, before).of(service.get()));
            var runsAlready = definition.equals(service.get().taskDefinition());
            if (runsAlready
                    && deployment.kind == Kind.DEPLOY
                    && attempt == deployment.forward
                    && service.get().desiredCount() > 0) {
                settle(key, page, shape, service.get());
                return;
            }
            answer = Aws.await(ecs.updateService(shape.update(service.get())
                            .taskDefinition(definition)
                            .forceNewDeployment(runsAlready)
                            .build()))
                    .service();
        }
        var begun = begun(answer, attempt)
                .or(() -> Standing.primary(answer).filter(one -> attempt.isRunBy(one.taskDefinition())))
                .orElseThrow(() -> new DeploymentRefused(
                        "ECS took the update of " + settings.place() + " and began no deployment"));
        follow(key, page, attempt, begun, answer);
    }

    /** A deployment of this definition that was not there before. */
    private static Optional<Deployment> begun(Service service, Attempt attempt) {
        return service.deployments().stream()
                .filter(one -> attempt.isRunBy(one.taskDefinition()))
                .filter(one -> !attempt.before.contains(one.id()))
                .findFirst();
    }

    private void follow(PlacementKey key, Page<EcsDeployment> page, Attempt attempt, Deployment begun, Service service)
            throws Overtaken {
        attempt.id = begun.id();
        page.content.event(
                now,
                Level.INFO,
                "Deployment %s of %s begins: %s, %d tasks"
                        .formatted(
                                begun.id(),
                                attempt.revision.version(),
                                Arn.name(begun.taskDefinition()),
                                service.desiredCount()));
        ledger.keep(key, page);
    }

    /** The tasks are what is asked for; where the service around them is not, it alone is changed. */
    private void settle(PlacementKey key, Page<EcsDeployment> page, ServiceShape shape, Service service)
            throws AwsUnavailable, DeploymentRefused, Overtaken {
        var deployment = page.content;
        var attempt = deployment.forward;
        var lines = new ShapeDiff(shape).lines(service);
        var shown = service;
        if (!lines.isEmpty()) {
            if (deployment.settled.isEmpty()) {
                deployment.settled.addAll(lines);
                deployment.resized = shape.desired() != null;
                ledger.keep(key, page);
            }
            var place = attempt.revision.ecs().place();
            shown = Aws.await(cloud.ecs(place.access())
                            .updateService(shape.update(service).build()))
                    .service();
        }
        deployment.settled.forEach(line -> deployment.event(now, Level.INFO, "Applied to the service: " + line));
        // Other subnets or another load balancer have ECS replace the tasks.
        var begun = begun(shown, attempt);
        if (begun.isPresent()) {
            follow(key, page, attempt, begun.get(), shown);
        } else {
            unchanged(key, page, attempt, shown);
        }
    }

    /** What is asked for is what runs: nothing would start, so what is there is proven instead. */
    private void unchanged(PlacementKey key, Page<EcsDeployment> page, Attempt attempt, Service service)
            throws Overtaken, DeploymentRefused {
        var primary = Standing.primary(service)
                .orElseThrow(() -> new DeploymentRefused("The service has no deployment that could be proven"));
        attempt.id = primary.id();
        page.content.unchanged = true;
        page.content.event(
                now,
                page.content.settled.isEmpty() ? Level.WARN : Level.INFO,
                "%s equals %s, which the service runs already: no task is replaced. Use 'Force update' to replace them"
                        .formatted(attempt.revision.version(), Arn.name(primary.taskDefinition())));
        ledger.keep(key, page);
    }

    private String definition(
            PlacementKey key, Page<EcsDeployment> page, Attempt attempt, Optional<Service> service, String token)
            throws AwsUnavailable, DeploymentRefused, Overtaken {
        var deployment = page.content;
        var settings = attempt.revision.ecs();
        var access = settings.place().access();
        var returning = deployment.kind != Kind.DEPLOY || attempt != deployment.forward;
        if (returning) {
            var proven = proven(key, attempt.revision);
            if (proven.isPresent()
                    && cloud.definitionNow(access, proven.get())
                            .filter(one -> one.definition().status() == TaskDefinitionStatus.ACTIVE)
                            .isPresent()) {
                return proven.get();
            }
        }
        var base = base(settings, service);
        if (attempt.registering) {
            var registered = registered(settings, base.family(), hash(token));
            if (registered.isPresent()) {
                return registered.get();
            }
        }
        var next = NextRevision.of(base, attempt.revision);
        if (next.isCurrent() && service.isPresent()) {
            return base.taskDefinitionArn();
        }
        attempt.registering = true;
        ledger.keep(key, page);
        return register(next, key, token);
    }

    /** Registers it, tagged with the token, the version and the placement; answers its ARN. */
    String register(NextRevision next, PlacementKey key, String token) throws AwsUnavailable, DeploymentRefused {
        var access = next.revision().ecs().place().access();
        return cloud.register(access, request(next, key, hash(token)));
    }

    /** What this portal proved of the revision, newest first. */
    private Optional<String> proven(PlacementKey key, KeptRevision revision) {
        for (var earlier : ledger.lately(key)) {
            if (earlier.verdict != null
                    && earlier.verdict.outcome() == dev.slipway.target.Outcome.SUCCEEDED
                    && earlier.forward.revision.runsTheSameAs(revision)
                    && earlier.forward.definition != null) {
                return Optional.of(earlier.forward.definition);
            }
        }
        return Optional.empty();
    }

    TaskDefinition base(EcsSettings settings, Optional<Service> service) throws AwsUnavailable, DeploymentRefused {
        var access = settings.place().access();
        var family = settings.family();
        if (service.isPresent()
                && (family == null || family.equals(Arn.family(service.get().taskDefinition())))) {
            return cloud.definition(access, service.get().taskDefinition()).definition();
        }
        var name = family == null ? settings.place().service() : family;
        return cloud.definitionNow(access, name)
                .orElseThrow(() -> new DeploymentRefused("There is no task definition " + name + " in "
                        + access.region() + " to make the next revision of; register a first one, or name another in"
                        + " the setting family"))
                .definition();
    }

    /** What a portal that was killed had registered for the same token. */
    private Optional<String> registered(EcsSettings settings, String family, String token) throws AwsUnavailable {
        var access = settings.place().access();
        var newest = Aws.await(cloud.ecs(access)
                        .listTaskDefinitions(request -> request.familyPrefix(family)
                                .sort(SortOrder.DESC)
                                .maxResults(REVISIONS_LOOKED_AT)))
                .taskDefinitionArns();
        for (var arn : newest) {
            if (tagged(cloud.definition(access, arn).tags(), TOKEN_TAG, token)) {
                return Optional.of(arn);
            }
        }
        return Optional.empty();
    }

    private static boolean tagged(List<Tag> tags, String key, String value) {
        return tags.stream().anyMatch(tag -> key.equals(tag.key()) && value.equals(tag.value()));
    }

    private static RegisterTaskDefinitionRequest request(NextRevision next, PlacementKey key, String token)
            throws DeploymentRefused {
        var base = next.current();
        return RegisterTaskDefinitionRequest.builder()
                .family(base.family())
                .taskRoleArn(base.taskRoleArn())
                .executionRoleArn(base.executionRoleArn())
                .networkMode(base.networkModeAsString())
                .containerDefinitions(next.containers())
                .volumes(base.hasVolumes() ? base.volumes() : null)
                .placementConstraints(base.hasPlacementConstraints() ? base.placementConstraints() : null)
                .requiresCompatibilitiesWithStrings(
                        base.hasRequiresCompatibilities() ? base.requiresCompatibilitiesAsStrings() : null)
                .cpu(base.cpu())
                .memory(base.memory())
                .pidMode(base.pidModeAsString())
                .ipcMode(base.ipcModeAsString())
                .proxyConfiguration(base.proxyConfiguration())
                .ephemeralStorage(base.ephemeralStorage())
                .runtimePlatform(base.runtimePlatform())
                .enableFaultInjection(base.enableFaultInjection())
                .tags(
                        tag(TOKEN_TAG, token),
                        tag(VERSION_TAG, next.revision().version()),
                        tag(PLACEMENT_TAG, key.toString()))
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** Tokens of ECS take 36 to 64 characters at most; the same token gives the same ones. */
    static String hash(String token) {
        return Digest.of(token.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    }
}
