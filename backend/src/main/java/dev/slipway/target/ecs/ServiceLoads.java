package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.Service;

/** What CloudWatch counts of services: those of one account and region in as few calls as there can be. */
final class ServiceLoads {

    private static final int SERVICES_A_CALL = 10;
    private static final int GROUPS_A_CALL = 20;

    /** Of many services that nobody has looked at yet, a few definitions are read each time; the others' CPU waits. */
    private static final int DEFINITIONS_A_TIME = 20;

    private static final int BALANCERS_KEPT = 10_000;

    private final Cloud cloud;
    private final Fleet fleet;
    private final Map<String, String> balancers = new ConcurrentHashMap<>();

    ServiceLoads(Cloud cloud, Fleet fleet) {
        this.cloud = cloud;
        this.fleet = fleet;
    }

    Map<PlacementKey, Measured> of(Map<PlacementKey, EcsSettings.Place> places, Instant now) {
        var byAccess = new LinkedHashMap<AwsAccess, Map<PlacementKey, EcsSettings.Place>>();
        places.forEach((key, place) -> byAccess.computeIfAbsent(place.access(), _ -> new LinkedHashMap<>())
                .put(key, place));
        var all = new HashMap<PlacementKey, Measured>();
        byAccess.forEach((access, some) -> {
            try {
                all.putAll(of(access, some, now));
            } catch (AwsUnavailable e) {
                some.keySet()
                        .forEach(key -> all.put(key, Measured.untold(now, "AWS cannot be asked: " + e.getMessage())));
            } catch (AwsServiceException e) {
                some.keySet().forEach(key -> all.put(key, Measured.untold(now, "AWS refuses to tell: " + Aws.told(e))));
            }
        });
        return all;
    }

    private Map<PlacementKey, Measured> of(AwsAccess access, Map<PlacementKey, EcsSettings.Place> places, Instant now)
            throws AwsUnavailable {
        var services = services(access, places);
        learnBalancers(access, services.values().stream().toList());
        var queries = new ArrayList<LoadQuery>();
        services.forEach((key, service) ->
                queries.addAll(LoadQuery.of(key, Arn.name(place(places, key).cluster()), service, balancers)));
        var figures = new LoadAnswers(cloud, access, now).of(queries);
        var byPlacement = queries.stream().collect(Collectors.groupingBy(LoadQuery::placement));
        var all = new HashMap<PlacementKey, Measured>();
        var unread = 0;
        for (var service : services.entrySet()) {
            var known = cloud.knownDefinition(service.getValue().taskDefinition());
            if (known == null && unread++ < DEFINITIONS_A_TIME) {
                known = cloud.definition(access, service.getValue().taskDefinition());
            }
            var own = byPlacement.getOrDefault(service.getKey(), List.of());
            all.put(service.getKey(), new ServiceLoad(service.getValue(), known, own, figures).measured(now));
        }
        return all;
    }

    private static EcsSettings.Place place(Map<PlacementKey, EcsSettings.Place> places, PlacementKey key) {
        return Objects.requireNonNull(places.get(key));
    }

    /** Those that were looked at already are not asked about again. */
    private Map<PlacementKey, Service> services(AwsAccess access, Map<PlacementKey, EcsSettings.Place> places)
            throws AwsUnavailable {
        var found = new LinkedHashMap<PlacementKey, Service>();
        var unseen = new LinkedHashMap<String, List<PlacementKey>>();
        places.forEach((key, place) -> fleet.known(place)
                .ifPresentOrElse(
                        service -> found.put(key, service),
                        () -> unseen.computeIfAbsent(place.cluster(), _ -> new ArrayList<>())
                                .add(key)));
        for (var cluster : unseen.entrySet()) {
            var keys = cluster.getValue();
            for (var at = 0; at < keys.size(); at += SERVICES_A_CALL) {
                var some = keys.subList(at, Math.min(keys.size(), at + SERVICES_A_CALL));
                var names = some.stream()
                        .map(key -> place(places, key).service())
                        .distinct()
                        .toList();
                var seen = cloud.services(access, cluster.getKey(), names);
                for (var key : some) {
                    var service = seen.get(Arn.name(place(places, key).service()));
                    if (service != null) {
                        found.put(key, service);
                    }
                }
            }
        }
        return found;
    }

    /** A target group that was given to a load balancer stays with it. */
    private void learnBalancers(AwsAccess access, List<Service> services) throws AwsUnavailable {
        if (balancers.size() > BALANCERS_KEPT) {
            balancers.clear();
        }
        var unknown = services.stream()
                .flatMap(service -> Running.groups(service).stream())
                .filter(group -> !balancers.containsKey(group))
                .distinct()
                .toList();
        for (var at = 0; at < unknown.size(); at += GROUPS_A_CALL) {
            balancers.putAll(
                    cloud.balancersOf(access, unknown.subList(at, Math.min(unknown.size(), at + GROUPS_A_CALL))));
        }
    }
}
