from torch import nn
from torch_training import final_loss, glorot_uniform, output_layer

units = 32


class LstmClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.memory = nn.LSTM(1, units, batch_first=True)
        glorot_uniform(self.memory.weight_ih_l0, 1, units)
        glorot_uniform(self.memory.weight_hh_l0, units, units)
        nn.init.zeros_(self.memory.bias_ih_l0)
        # Ours starts by forgetting nothing, and has one bias where PyTorch adds two.
        nn.init.ones_(self.memory.bias_ih_l0[units : 2 * units])
        nn.init.zeros_(self.memory.bias_hh_l0).requires_grad_(False)
        self.output = output_layer(units)

    def forward(self, rows):
        states, _ = self.memory(rows.unsqueeze(2))
        return self.output(states[:, -1])


def run(arrays, variant):
    return final_loss(LstmClassifier, arrays)
