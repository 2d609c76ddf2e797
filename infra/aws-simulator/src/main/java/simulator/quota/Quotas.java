package simulator.quota;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import simulator.Place;

/** The quotas of an account in a region. */
public final class Quotas {

    private final Place place;
    private final Map<String, Quota> quotas = new LinkedHashMap<>();

    public Quotas(Place place) {
        this.place = place;
        set(Quota.fargateCpus(200));
        set(Quota.tasksPerService(5000));
        set(Quota.servicesPerCluster(5000));
    }

    public synchronized void set(Quota quota) {
        quotas.put(quota.service() + "/" + quota.code(), quota);
    }

    public synchronized Optional<Quota> find(String service, String code) {
        return Optional.ofNullable(quotas.get(service + "/" + code));
    }

    synchronized List<Quota> of(String service) {
        return quotas.values().stream()
                .filter(quota -> quota.service().equals(service))
                .toList();
    }

    String arn(Quota quota) {
        return place.arn("servicequotas", quota.service() + "/" + quota.code());
    }
}
