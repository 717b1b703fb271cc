"""PyTorch's side of the networks for sequences: starting weights and training as ours has them."""

import math

import torch
from torch import nn

epochs, batch_size, learning_rate = 3, 64, 0.01


def glorot_uniform(weight, fan_in, fan_out):
    bound = math.sqrt(6 / (fan_in + fan_out))
    nn.init.uniform_(weight, -bound, bound)


def output_layer(inputs):
    """One logit."""
    layer = nn.Linear(inputs, 1)
    glorot_uniform(layer.weight, inputs, 1)
    nn.init.zeros_(layer.bias)
    return layer


def final_loss(create_model, arrays):
    """Mean loss of the last epoch."""
    torch.manual_seed(0)
    model = create_model()
    X = torch.tensor(arrays["X"], dtype=torch.float32)
    y = torch.tensor(arrays["y"], dtype=torch.float32)
    optimiser = torch.optim.Adam((weight for weight in model.parameters() if weight.requires_grad), lr=learning_rate)
    loss_of = nn.BCEWithLogitsLoss()
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(y)).split(batch_size):
            optimiser.zero_grad()
            loss = loss_of(model(X[rows]).squeeze(1), y[rows])
            loss.backward()
            optimiser.step()
            total += loss.item() * len(rows)
    return {"loss": total / len(y)}
