package simulator.ecs;

import simulator.elb.LoadBalancing;
import simulator.elb.Weights;
import software.amazon.awssdk.services.ecs.model.Service;

/** The listener rules of a service that has two target groups. */
final class Traffic {

    private final LoadBalancing balancing;
    private final Service service;
    private double share;

    Traffic(LoadBalancing balancing, Service service) {
        this.balancing = balancing;
        this.service = service;
    }

    /** Sends so much of the production traffic to the deployment's target group and the rest to the other. */
    void production(Deploying deployment, double percent) {
        share = percent;
        for (var balancer : service.loadBalancers()) {
            var advanced = balancer.advancedConfiguration();
            if (advanced != null && advanced.productionListenerRule() != null) {
                balancing.weigh(
                        advanced.productionListenerRule(),
                        weights(deployment, balancer.targetGroupArn(), advanced.alternateTargetGroupArn(), percent));
            }
        }
    }

    /** Sends all test traffic to the deployment's target group. */
    void test(Deploying deployment) {
        for (var balancer : service.loadBalancers()) {
            var advanced = balancer.advancedConfiguration();
            if (advanced != null && advanced.testListenerRule() != null) {
                balancing.weigh(
                        advanced.testListenerRule(),
                        weights(deployment, balancer.targetGroupArn(), advanced.alternateTargetGroupArn(), 100));
            }
        }
    }

    private static Weights weights(Deploying deployment, String group, String alternate, double percent) {
        var mine = deployment.isAlternate() ? alternate : group;
        var other = deployment.isAlternate() ? group : alternate;
        return Weights.split(mine, (int) Math.ceil(percent), other);
    }

    double share() {
        return share;
    }
}
