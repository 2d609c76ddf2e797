package simulator.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** EC2's calls over a {@link Network} (EC2's form of the query protocol, version 2016-11-15). */
public final class Ec2Api {

    private static final int PAGE = 1000;

    private final Network network;

    public Ec2Api(Network network) {
        this.network = network;
    }

    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        var found = network.subnets().stream()
                .filter(subnet -> passes(
                        request.filters(),
                        Map.of(
                                "subnet-id", subnet.id(),
                                "vpc-id", Network.ID,
                                "availability-zone", subnet.zone())))
                .toList();
        if (request.hasSubnetIds()) {
            found = known(found, Subnet::id, request.subnetIds(), "InvalidSubnetID.NotFound", "subnet ID");
        }
        var page = Page.of(found, request.nextToken(), request.maxResults(), PAGE);
        return DescribeSubnetsResponse.builder()
                .subnets(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken())
                .build();
    }

    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest request) {
        var found = network.groups().stream()
                .filter(group -> passes(
                        request.filters(),
                        Map.of("group-id", group.id(), "vpc-id", Network.ID, "group-name", group.name())))
                .toList();
        if (request.hasGroupIds()) {
            found = known(found, Network.Group::id, request.groupIds(), "InvalidGroup.NotFound", "security group");
        }
        var page = Page.of(found, request.nextToken(), request.maxResults(), PAGE);
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken())
                .build();
    }

    public DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest request) {
        var tables = network.subnets().stream()
                .filter(subnet ->
                        passes(request.filters(), Map.of("association.subnet-id", subnet.id(), "vpc-id", Network.ID)))
                .map(this::routes)
                .toList();
        var page = Page.of(tables, request.nextToken(), request.maxResults(), PAGE);
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean passes(List<Filter> filters, Map<String, String> values) {
        return filters.stream().allMatch(filter -> {
            var value = values.get(filter.name());
            if (value == null) {
                throw new Fault("InvalidParameterValue", "The simulator has no filter '" + filter.name() + "'");
            }
            return filter.values().contains(value);
        });
    }

    private static <T> List<T> known(
            List<T> all, Function<T, String> id, List<String> wanted, String code, String what) {
        var found = new ArrayList<T>();
        for (var one : wanted) {
            found.add(all.stream()
                    .filter(item -> id.apply(item).equals(one))
                    .findFirst()
                    .orElseThrow(() -> new Fault(code, "The " + what + " '" + one + "' does not exist")));
        }
        return found;
    }

    private software.amazon.awssdk.services.ec2.model.Subnet shown(Subnet subnet) {
        return software.amazon.awssdk.services.ec2.model.Subnet.builder()
                .subnetId(subnet.id())
                .subnetArn(network.place().arn("ec2", "subnet/" + subnet.id()))
                .vpcId(Network.ID)
                .ownerId(network.place().account())
                .availabilityZone(subnet.zone())
                .cidrBlock(subnet.cidr())
                .availableIpAddressCount(subnet.free())
                .mapPublicIpOnLaunch(false)
                .state("available")
                .build();
    }

    private SecurityGroup shown(Network.Group group) {
        return SecurityGroup.builder()
                .groupId(group.id())
                .groupName(group.name())
                .description(group.name())
                .vpcId(Network.ID)
                .ownerId(network.place().account())
                .ipPermissions(group.ports().stream()
                        .map(port -> permission("tcp", port, "10.0.0.0/8"))
                        .toList())
                .ipPermissionsEgress(IpPermission.builder()
                        .ipProtocol("-1")
                        .ipRanges(range -> range.cidrIp("0.0.0.0/0"))
                        .build())
                .build();
    }

    private static IpPermission permission(String protocol, int port, String from) {
        return IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(port)
                .toPort(port)
                .ipRanges(range -> range.cidrIp(from))
                .build();
    }

    private RouteTable routes(Subnet subnet) {
        var table = RouteTable.builder()
                .routeTableId("rtb-" + subnet.id().substring(subnet.id().indexOf('-') + 1))
                .vpcId(Network.ID)
                .ownerId(network.place().account())
                .associations(association -> association
                        .subnetId(subnet.id())
                        .routeTableAssociationId("rtbassoc-" + subnet.id())
                        .main(false));
        var out = subnet.defaultRoute();
        return out == null
                ? table.build()
                : table.routes(route -> route.destinationCidrBlock("0.0.0.0/0")
                                .state("active")
                                .natGatewayId(out.startsWith("nat-") ? out : null)
                                .gatewayId(out.startsWith("igw-") ? out : null))
                        .build();
    }
}
